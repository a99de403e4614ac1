package io.farseek.it.servers;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The {@code minio} binary of the PATH on a free loopback port, its data in a temporary folder. */
final class MinioProcess implements S3Server {
    private static final String ACCESS_KEY = "minio-access-key";
    private static final String SECRET_KEY = "minio-secret-key";
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final URI endpoint;

    private MinioProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static Optional<S3Server> start() throws IOException {
        Optional<Path> binary = Stream.of(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "minio"))
                .filter(Files::isExecutable)
                .findFirst();
        return binary.isEmpty() ? Optional.empty() : Optional.of(start(binary.get()));
    }

    private static S3Server start(Path binary) throws IOException {
        Path data = Files.createTempDirectory("minio");
        // A folder of the data directory is a bucket.
        Files.createDirectory(data.resolve(BUCKET));
        int port = freePort();
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        ProcessBuilder builder = new ProcessBuilder(
                        binary.toString(), "server", "--quiet", "--address", "127.0.0.1:" + port, data.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolveSibling(data.getFileName() + ".log").toFile());
        builder.environment().put("MINIO_ROOT_USER", ACCESS_KEY);
        builder.environment().put("MINIO_ROOT_PASSWORD", SECRET_KEY);
        builder.environment().put("MINIO_BROWSER", "off");
        builder.environment().put("MINIO_UPDATE", "off");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        awaitReady(process, endpoint);
        return new MinioProcess(process, endpoint);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitReady(Process process, URI endpoint) throws IOException {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest ready = HttpRequest.newBuilder(endpoint.resolve("/minio/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + START.toNanos();
        try {
            while (System.nanoTime() < end) {
                try {
                    if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                        return;
                    }
                } catch (ConnectException | HttpConnectTimeoutException notYet) {
                    // Asked again below.
                }
                if (process.waitFor(200, TimeUnit.MILLISECONDS)) {
                    throw new IOException("minio ended with " + process.exitValue() + " before it was ready");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while minio started", e);
        }
        process.destroyForcibly();
        throw new IOException("minio was not ready within " + START);
    }

    @Override
    public String name() {
        return "minio";
    }

    @Override
    public URI endpoint() {
        return endpoint;
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
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
