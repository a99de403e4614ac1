package io.farseek.benchmarks.scaling;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.impl.OpenFileParameters;
import org.apache.hadoop.util.ReflectionUtils;

/**
 * Any file system with a stopwatch on its open files, the same for every connector: {@code fs.SCHEME.impl} names this class and
 * {@code fs.SCHEME.impl.timed} the connector's. See {@link TimedStream} for what counts as seeking.
 */
public final class TimedFileSystem extends FilterFileSystem {
    /** Set beside {@code fs.SCHEME.impl}. */
    static final String TIMED = ".impl.timed";

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        Class<? extends FileSystem> connector =
                configuration.getClass("fs." + name.getScheme() + TIMED, null, FileSystem.class);
        if (connector == null) {
            throw new IOException("fs." + name.getScheme() + TIMED + " is not set: name the connector's class there");
        }
        fs = ReflectionUtils.newInstance(connector, configuration);
        fs.initialize(name, configuration);
        // Finds the connector initialized and leaves it so.
        super.initialize(name, configuration);
    }

    @Override
    public String getScheme() {
        return fs.getScheme();
    }

    @Override
    public FSDataInputStream open(Path file, int bufferBytes) throws IOException {
        long start = System.nanoTime();
        FSDataInputStream in = super.open(file, bufferBytes);
        StreamTimes.ALL.opened(System.nanoTime() - start);
        return new FSDataInputStream(new TimedStream(in));
    }

    @Override
    public FutureDataInputStreamBuilder openFile(Path file) throws IOException {
        // The one that is passed on would open the connector's stream around this class.
        return createDataInputStreamBuilder(this, file);
    }

    @Override
    protected CompletableFuture<FSDataInputStream> openFileWithOptions(Path file, OpenFileParameters parameters)
            throws IOException {
        long start = System.nanoTime();
        return super.openFileWithOptions(file, parameters).thenApply(in -> {
            StreamTimes.ALL.opened(System.nanoTime() - start);
            return new FSDataInputStream(new TimedStream(in));
        });
    }
}
