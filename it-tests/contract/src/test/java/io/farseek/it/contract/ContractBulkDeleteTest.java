package io.farseek.it.contract;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractContractBulkDeleteTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;

public class ContractBulkDeleteTest extends AbstractContractBulkDeleteTest {
    @Override
    protected AbstractFSContract createContract(Configuration configuration) {
        return new FarseekContract(configuration);
    }

    // Without @Test these do not run; it-tests/README.md says why.

    @Override
    public void testBulkDeleteParentDirectoryWithDirectories() {}

    @Override
    public void testBulkDeleteParentDirectoryWithFiles() {}

    @Override
    public void validatePageSize() {}
}
