package io.farseek.it.servers;

import io.farseek.embedded.EmbeddedS3;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The embedded server in a JVM of its own, so that its Jetty and Jackson meet nobody's. */
final class EmbeddedS3Process implements S3Server {
    private final Process process;
    private final URI endpoint;

    private EmbeddedS3Process(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static EmbeddedS3Process start() throws IOException {
        String classes = required("farseek.embedded.classes");
        Path classpath = Path.of(required("farseek.embedded.classpath"));
        String main = "io.farseek.embedded.EmbeddedS3";
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classes
                                + File.pathSeparator
                                + Files.readString(classpath).strip(),
                        main,
                        "0",
                        BUCKET)
                .redirectError(new File(System.getProperty("java.io.tmpdir"), "embedded-s3.log"))
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String first = output.readLine();
        if (first == null) {
            throw new IOException("the embedded S3 server ended before it answered; see embedded-s3.log in "
                    + System.getProperty("java.io.tmpdir"));
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new EmbeddedS3Process(process, URI.create(first));
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("the system property " + property + ", which the build sets, is missing");
        }
        return value;
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public String accessKey() {
        return EmbeddedS3.ACCESS_KEY;
    }

    @Override
    public String secretKey() {
        return EmbeddedS3.SECRET_KEY;
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
