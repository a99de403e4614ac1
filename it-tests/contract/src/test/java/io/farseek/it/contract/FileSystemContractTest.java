package io.farseek.it.contract;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileSystemContractBaseTest;

public class FileSystemContractTest extends FileSystemContractBaseTest {
    public FileSystemContractTest() throws IOException {
        fs = FileSystem.get(URI.create(StoreUnderTest.current().uri()), StoreUnderTest.configuration());
    }

    // Without @Test these do not run; it-tests/README.md says why.

    @Override
    public void testMkdirsWithUmask() {}

    @Override
    public void testRenameFileMoveToNonExistentDirectory() {}

    @Override
    public void testRenameDirectoryMoveToNonExistentDirectory() {}
}
