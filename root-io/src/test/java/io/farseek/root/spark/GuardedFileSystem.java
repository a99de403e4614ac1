package io.farseek.root.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;

/** The local file system under the scheme {@code guarded}, for those whose configuration has the password. */
public final class GuardedFileSystem extends RawLocalFileSystem {
    static final String PASSWORD = "fs.guarded.password";

    /** Paths opened, by all instances. */
    static final Set<String> OPENED = ConcurrentHashMap.newKeySet();

    /** Called by Hadoop. */
    public GuardedFileSystem() {}

    @Override
    public URI getUri() {
        return URI.create("guarded:///");
    }

    @Override
    public String getScheme() {
        return "guarded";
    }

    @Override
    public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
        OPENED.add(path.getName());
        return super.open(path, bufferBytes);
    }

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        if (!"sesame".equals(configuration.get(PASSWORD))) {
            throw new AccessControlException(
                    "no " + PASSWORD + " on thread " + Thread.currentThread().getName());
        }
        super.initialize(uri, configuration);
    }
}
