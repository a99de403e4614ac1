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

    /** An aborted upload is gone everywhere; one test asks for that, and another for what becomes of a completed one. */
    @Override
    protected boolean finalizeConsumesUploadIdImmediately() {
        return getMethodName().startsWith("testMultipartUploadAbort")
                || StoreUnderTest.current().completedUploadIsGone();
    }

    @Override
    protected boolean supportsConcurrentUploadsToSamePath() {
        return true;
    }
}
