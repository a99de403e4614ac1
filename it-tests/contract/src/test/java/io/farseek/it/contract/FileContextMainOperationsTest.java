package io.farseek.it.contract;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileContextMainOperationsBaseTest;
import org.apache.hadoop.fs.FileContextTestHelper;

public class FileContextMainOperationsTest extends FileContextMainOperationsBaseTest {
    @Override
    protected FileContextTestHelper createFileContextHelper() {
        try {
            fc = FileContext.getFileContext(
                    URI.create(StoreUnderTest.current().uri()), StoreUnderTest.configuration());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return new FileContextTestHelper(StoreUnderTest.current().uri() + "/file-context");
    }

    @Override
    protected boolean listCorruptedBlocksSupported() {
        return false;
    }

    // Without @Test these do not run; it-tests/README.md says why.

    @Override
    public void testCreateFlagAppendExistingFile() {}

    @Override
    public void testCreateFlagCreateAppendExistingFile() {}

    @Override
    public void testBuilderCreateAppendExistingFile() {}

    @Override
    public void testSetVerifyChecksum() {}
}
