package io.farseek.it.contract;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractContractPathHandleTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;

public class ContractPathHandleTest extends AbstractContractPathHandleTest {
    @Override
    protected AbstractFSContract createContract(Configuration configuration) {
        return new FarseekContract(configuration);
    }
}
