package io.farseek.embedded;

import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * An S3 server in memory, on a free loopback port: S3Proxy over its transient store. Checks signatures, and knows ranges, conditional
 * requests, multipart uploads and both URL styles (path, and {@code bucket.localhost}). Does not hold an object and another one "below"
 * it ({@code a} and {@code a/b}), nor keys with {@code //}: what needs those is tested on MinIO. Gone with {@link #close}.
 */
public final class EmbeddedS3 implements AutoCloseable {
    public static final String ACCESS_KEY = "embedded-access-key";
    public static final String SECRET_KEY = "embedded-secret-key";
    private static final int REQUEST_THREADS = 64;

    private final S3Proxy server;
    private final TransientNio2BlobStore store;

    private EmbeddedS3(S3Proxy server, TransientNio2BlobStore store) {
        this.server = server;
        this.store = store;
    }

    /** Starts a server on a free loopback port, with these buckets. */
    public static EmbeddedS3 start(String... buckets) throws IOException {
        return startAt(0, buckets);
    }

    /** Starts a server on a loopback port, 0 for a free one, with these buckets. */
    public static EmbeddedS3 startAt(int port, String... buckets) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
        settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        settings.setProperty("s3proxy.identity", ACCESS_KEY);
        settings.setProperty("s3proxy.credential", SECRET_KEY);
        settings.setProperty("s3proxy.virtual-host", "localhost");
        settings.setProperty("s3proxy.ignore-unknown-headers", "true");
        settings.setProperty("s3proxy.jetty.max-threads", Integer.toString(REQUEST_THREADS));
        TransientNio2BlobStore store = new TransientNio2BlobStore();
        try {
            S3Proxy server =
                    S3Proxy.Builder.fromProperties(settings).blobStore(store).build();
            server.start();
            EmbeddedS3 started = new EmbeddedS3(server, store);
            for (String each : buckets) {
                started.createBucket(each);
            }
            return started;
        } catch (Exception e) {
            throw new IOException("cannot start the embedded S3 server on port " + port, e);
        }
    }

    public void createBucket(String name) {
        store.createContainer(name);
    }

    /** Where the server answers path-style requests. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    /** Where the server answers virtual-host-style requests, wherever {@code *.localhost} resolves to the loopback address. */
    public URI virtualHostEndpoint() {
        return URI.create("http://localhost:" + server.getPort());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop the embedded S3 server", e);
        }
        store.close();
    }

    /**
     * Serves until the process is ended: {@code EmbeddedS3 <port> <bucket>...}. The first line of output is the endpoint, so that a caller
     * who passed port 0 can read it.
     */
    @SuppressWarnings("SystemOut") // the endpoint on standard output is this command's result
    public static void main(String[] args) throws Exception {
        int port = args.length == 0 ? 0 : Integer.parseInt(args[0]);
        String[] buckets = args.length < 2 ? new String[0] : java.util.Arrays.copyOfRange(args, 1, args.length);
        EmbeddedS3 server = startAt(port, buckets);
        System.out.println(server.endpoint());
        System.out.flush();
        new CountDownLatch(1).await();
    }
}
