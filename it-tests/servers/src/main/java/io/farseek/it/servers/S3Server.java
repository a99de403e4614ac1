package io.farseek.it.servers;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** A running S3 server with one bucket, stopped by closing it. */
public interface S3Server extends AutoCloseable {
    /** The bucket every server starts with. */
    String BUCKET = "contract";

    String name();

    URI endpoint();

    String accessKey();

    String secretKey();

    @Override
    void close();

    /** S3Proxy in memory: always there. */
    static S3Server embedded() throws IOException {
        return EmbeddedS3Process.start();
    }

    /**
     * MinIO: in a container where a Docker engine answers, else the {@code minio} binary on the PATH; nothing where there is neither.
     *
     * @throws IllegalStateException instead of nothing when {@code farseek.requireServers} is true
     */
    static Optional<S3Server> minio() throws IOException {
        Optional<S3Server> container = MinioContainer.start();
        Optional<S3Server> started = container.isPresent() ? container : MinioProcess.start();
        if (started.isEmpty() && Boolean.getBoolean("farseek.requireServers")) {
            throw new IllegalStateException(
                    "farseek.requireServers is set, but no Docker engine answers and no minio is on the PATH: run .ci/install-minio");
        }
        return started;
    }
}
