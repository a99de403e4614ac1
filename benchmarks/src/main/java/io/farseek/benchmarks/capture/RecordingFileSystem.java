package io.farseek.benchmarks.capture;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** The local file system, which takes down what is read of its files: for {@code fs.file.impl}. */
public final class RecordingFileSystem extends LocalFileSystem {
    @Override
    public FSDataInputStream open(Path file, int bufferBytes) throws IOException {
        return new FSDataInputStream(new RecordingStream(super.open(file, bufferBytes), file.getName()));
    }
}
