package io.farseek.it.contract;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSMainOperationsBaseTest;
import org.apache.hadoop.fs.FileSystem;

public class FileSystemMainOperationsTest extends FSMainOperationsBaseTest {
    public FileSystemMainOperationsTest() {
        super(StoreUnderTest.current().uri() + "/main-operations");
    }

    @Override
    protected FileSystem createFileSystem() throws IOException {
        return FileSystem.newInstance(URI.create(StoreUnderTest.current().uri()), StoreUnderTest.configuration());
    }

    // Without @Test these do not run; it-tests/README.md says why.

    @Override
    public void testListStatusThrowsExceptionForUnreadableDir() {}

    @Override
    public void testGlobStatusThrowsExceptionForUnreadableDir() {}

    @Override
    public void testCopyToLocalWithUseRawLocalFileSystemOption() {}
}
