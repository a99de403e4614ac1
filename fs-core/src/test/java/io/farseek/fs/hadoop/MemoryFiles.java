package io.farseek.fs.hadoop;

import io.farseek.fs.memory.MemoryFileSystem;
import io.farseek.fs.memory.MemoryObjectStore;
import io.farseek.fs.memory.MemoryStores;
import io.farseek.fs.memory.Request;
import io.farseek.fs.store.StoreTraits;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A file system of its own over a bucket in memory, and the bucket. */
public final class MemoryFiles implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    public final MemoryObjectStore store;
    public final FileSystem fs;

    public MemoryFiles(StoreTraits traits, String... settings) throws IOException {
        String bucket = "bucket-" + NUMBER.incrementAndGet();
        store = MemoryStores.replace(new MemoryObjectStore(bucket, traits), bucket);
        Configuration configuration = new Configuration(false);
        configuration.set("fs.memory.impl", MemoryFileSystem.class.getName());
        for (int i = 0; i < settings.length; i += 2) {
            configuration.set(settings[i], settings[i + 1]);
        }
        fs = FileSystem.newInstance(URI.create("memory://" + bucket), configuration);
    }

    public void write(String path, byte[] bytes) throws IOException {
        write(new Path(path), bytes);
    }

    public void write(Path path, byte[] bytes) throws IOException {
        try (FSDataOutputStream out = fs.create(path, true)) {
            out.write(bytes);
        }
    }

    public void seed(String key) {
        store.seed(key, key.getBytes(StandardCharsets.UTF_8));
    }

    /** Forgets what the file system has seen and what the log holds. */
    public void cold() throws IOException {
        fs.msync();
        store.clearLog();
    }

    /** The requests since {@link #cold}, sorted where they ran in parallel. */
    public List<String> requests() {
        return store.log().stream().map(Request::toString).toList();
    }

    public long requests(Request.Kind kind) {
        return store.log().stream().filter(each -> each.kind() == kind).count();
    }

    @Override
    public void close() throws IOException {
        fs.close();
    }
}
