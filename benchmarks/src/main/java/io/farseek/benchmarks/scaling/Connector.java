package io.farseek.benchmarks.scaling;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who reads, and how it is set up. */
enum Connector {
    /** A request for every read, none ahead: what seeking and reopening costs. */
    BASELINE("seek and reopen", "s3", "io.farseek.s3.S3FileSystem"),
    S3A("S3A", "s3a", "org.apache.hadoop.fs.s3a.S3AFileSystem"),
    FARSEEK("Farseek", "s3", "io.farseek.s3.S3FileSystem");

    private final String title;
    private final String scheme;
    private final String fileSystem;

    Connector(String title, String scheme, String fileSystem) {
        this.title = title;
        this.scheme = scheme;
        this.fileSystem = fileSystem;
    }

    String title() {
        return title;
    }

    String scheme() {
        return scheme;
    }

    /** Whether its class can be loaded here. */
    boolean present() {
        try {
            Class.forName(fileSystem, false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    String version() {
        return switch (this) {
            case S3A -> org.apache.hadoop.util.VersionInfo.getVersion();
            default ->
                String.valueOf(java.util.Objects.requireNonNullElse(
                        Connector.class.getPackage().getImplementationVersion(), "as built"));
        };
    }

    /** Hadoop's settings for reading from the store, with a stopwatch on every open file. */
    Map<String, String> settings(URI endpoint) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fs." + scheme + ".impl", TimedFileSystem.class.getName());
        settings.put("fs." + scheme + TimedFileSystem.TIMED, fileSystem);
        if (this == S3A) {
            settings.put("fs.s3a.endpoint", endpoint.toString());
            settings.put("fs.s3a.endpoint.region", "us-east-1");
            settings.put("fs.s3a.access.key", "any");
            settings.put("fs.s3a.secret.key", "any");
            settings.put("fs.s3a.path.style.access", "true");
            settings.put("fs.s3a.connection.ssl.enabled", "false");
            settings.put("fs.s3a.connection.maximum", "256");
            settings.put("fs.s3a.experimental.input.fadvise", "random");
        } else {
            settings.put("fs.farseek.s3.endpoint", endpoint.toString());
            settings.put("fs.farseek.s3.access-key", "any");
            settings.put("fs.farseek.s3.secret-key", "any");
            settings.put("fs.farseek.readahead.enabled", String.valueOf(this == FARSEEK));
        }
        return settings;
    }
}
