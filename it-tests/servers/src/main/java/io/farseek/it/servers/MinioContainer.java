package io.farseek.it.servers;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** MinIO in a container, where a Docker engine answers. */
final class MinioContainer implements S3Server {
    private static final DockerImageName IMAGE = DockerImageName.parse("minio/minio:RELEASE.2025-09-07T16-13-09Z");
    private static final String ACCESS_KEY = "minio-access-key";
    private static final String SECRET_KEY = "minio-secret-key";
    private static final int PORT = 9000;

    private final GenericContainer<?> container;

    private MinioContainer(GenericContainer<?> container) {
        this.container = container;
    }

    static Optional<S3Server> start() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.empty();
        }
        GenericContainer<?> container = new GenericContainer<>(IMAGE)
                .withExposedPorts(PORT)
                .withEnv("MINIO_ROOT_USER", ACCESS_KEY)
                .withEnv("MINIO_ROOT_PASSWORD", SECRET_KEY)
                .withCreateContainerCmdModifier(command -> command.withEntrypoint("/bin/sh"))
                .withCommand("-c", "mkdir -p /data/" + BUCKET + " && exec minio server --quiet /data")
                .waitingFor(
                        Wait.forHttp("/minio/health/ready").forPort(PORT).withStartupTimeout(Duration.ofSeconds(60)));
        container.start();
        return Optional.of(new MinioContainer(container));
    }

    @Override
    public String name() {
        return "minio";
    }

    @Override
    public URI endpoint() {
        return URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT));
    }

    @Override
    public String accessKey() {
        return ACCESS_KEY;
    }

    @Override
    public String secretKey() {
        return SECRET_KEY;
    }

    @Override
    public void close() {
        container.stop();
    }
}
