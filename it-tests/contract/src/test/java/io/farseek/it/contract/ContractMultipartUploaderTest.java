package io.farseek.it.contract;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.contract.AbstractContractMultipartUploaderTest;
import org.apache.hadoop.fs.contract.AbstractFSContract;

public class ContractMultipartUploaderTest extends AbstractContractMultipartUploaderTest {
    @Override
    protected AbstractFSContract createContract(Configuration configuration) {
        return new FarseekContract(configuration);
    }

    @Override
    protected int partSizeInBytes() {
        return StoreUnderTest.current().partBytes();
    }

    @Override
    protected boolean finalizeConsumesUploadIdImmediately() {
        return StoreUnderTest.current().completedUploadIsGone();
    }

    @Override
    protected boolean supportsConcurrentUploadsToSamePath() {
        return true;
    }
}
