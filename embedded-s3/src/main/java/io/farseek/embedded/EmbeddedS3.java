package io.farseek.embedded;

import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/**
 * An S3 server in memory, on a free loopback port: S3Proxy over its transient store, changed in one step at a time ({@link OrderedBlobStore}). Checks signatures, and knows ranges, conditional
 * requests, multipart uploads and both URL styles (path, and {@code bucket.localhost}). Does not hold an object and another one "below"
 * it ({@code a} and {@code a/b}), nor keys with {@code //}: what needs those is tested on MinIO. Gone with {@link #close}.
 */
public final class EmbeddedS3 implements AutoCloseable {
    public static final String ACCESS_KEY = "embedded-access-key";
    public static final String SECRET_KEY = "embedded-secret-key";
    private static final int REQUEST_THREADS = 64;

    private final S3Proxy server;
    private final TransientNio2BlobStore store;
    private final String host;

    private EmbeddedS3(S3Proxy server, TransientNio2BlobStore store, String host) {
        this.server = server;
        this.store = store;
        this.host = host;
    }

    /** Starts a server on a free loopback port, with these buckets, for URLs with the bucket in the path. */
    public static EmbeddedS3 start(String... buckets) throws IOException {
        return start(0, "127.0.0.1", buckets);
    }

    /** The same on a port of the caller's, 0 for a free one. */
    public static EmbeddedS3 startAt(int port, String... buckets) throws IOException {
        return start(port, "127.0.0.1", buckets);
    }

    /** The same for URLs with the bucket in the host name as well: {@code bucket.localhost}. */
    public static EmbeddedS3 startVirtualHosted(String... buckets) throws IOException {
        return start(0, "localhost", buckets);
    }

    private static EmbeddedS3 start(int port, String host, String... buckets) throws IOException {
        Properties settings = new Properties();
        settings.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
        settings.setProperty("s3proxy.authorization", "aws-v2-or-v4");
        settings.setProperty("s3proxy.identity", ACCESS_KEY);
        settings.setProperty("s3proxy.credential", SECRET_KEY);
        if (host.equals("localhost")) {
            // Only where asked for: with it, the server takes any other host name for a bucket's.
            settings.setProperty("s3proxy.virtual-host", host);
        }
        settings.setProperty("s3proxy.ignore-unknown-headers", "true");
        settings.setProperty("s3proxy.jetty.max-threads", Integer.toString(REQUEST_THREADS));
        TransientNio2BlobStore store = new TransientNio2BlobStore();
        try {
            S3Proxy server = S3Proxy.Builder.fromProperties(settings)
                    .blobStore(new OrderedBlobStore(store))
                    .build();
            server.start();
            EmbeddedS3 started = new EmbeddedS3(server, store, host);
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

    public URI endpoint() {
        return URI.create("http://" + host + ":" + server.getPort());
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
