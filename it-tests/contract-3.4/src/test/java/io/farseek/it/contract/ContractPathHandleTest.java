package io.farseek.it.contract;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.contract.AbstractContractPathHandleTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;

public class ContractPathHandleTest extends AbstractContractPathHandleTest {
    public ContractPathHandleTest(String name, Options.HandleOpt[] options, boolean serialized) {
        super(name, options, serialized);
    }

    @Override
    protected AbstractFSContract createContract(Configuration configuration) {
        return new FarseekContract(configuration);
    }
}
