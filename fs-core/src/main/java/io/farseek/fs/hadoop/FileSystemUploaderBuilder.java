package io.farseek.fs.hadoop;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.MultipartUploader;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.impl.MultipartUploaderBuilderImpl;

/** Builds a {@link StoreMultipartUploader}; the store takes none of the builder's options. */
final class FileSystemUploaderBuilder
        extends MultipartUploaderBuilderImpl<MultipartUploader, FileSystemUploaderBuilder> {
    private final Making making;

    /** Makes the uploader. */
    interface Making {
        MultipartUploader make() throws IOException;
    }

    FileSystemUploaderBuilder(FileSystem fileSystem, Path basePath, Making making) {
        super(fileSystem, basePath);
        this.making = making;
    }

    @Override
    public FileSystemUploaderBuilder getThisBuilder() {
        return this;
    }

    @Override
    public MultipartUploader build() throws IOException {
        return making.make();
    }
}
