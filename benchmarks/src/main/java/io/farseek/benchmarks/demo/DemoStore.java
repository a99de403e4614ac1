package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.store.EmbeddedStoreMain;
import io.farseek.benchmarks.store.StoreProcess;
import io.farseek.embedded.EmbeddedS3;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The stores that the demo can start. */
enum DemoStore {
    S3("s3", "S3", "farseek.store.classpath", DemoStore.BUCKET) {
        @Override
        StoreProcess start(String classPath, int heapMegabytes, WorkFolder work) throws IOException {
            return StoreProcess.start(
                    classPath, EmbeddedStoreMain.class.getName(), heapMegabytes, log(work), DemoStore.BUCKET);
        }

        @Override
        Map<String, String> hadoop(URI endpoint, WorkFolder work) {
            Map<String, String> hadoop = new LinkedHashMap<>();
            hadoop.put("fs.farseek.s3.endpoint", endpoint.toString());
            hadoop.put("fs.farseek.s3.access-key", EmbeddedS3.ACCESS_KEY);
            hadoop.put("fs.farseek.s3.secret-key", EmbeddedS3.SECRET_KEY);
            hadoop.put("fs.s3a.endpoint", endpoint.toString());
            hadoop.put("fs.s3a.endpoint.region", "us-east-1");
            hadoop.put("fs.s3a.access.key", EmbeddedS3.ACCESS_KEY);
            hadoop.put("fs.s3a.secret.key", EmbeddedS3.SECRET_KEY);
            hadoop.put("fs.s3a.path.style.access", "true");
            hadoop.put("fs.s3a.connection.ssl.enabled", "false");
            return hadoop;
        }
    },
    OCI("oci", "OCI Object Storage", "farseek.oci.store.classpath", DemoStore.BUCKET + "@" + DemoStore.NAMESPACE) {
        @Override
        StoreProcess start(String classPath, int heapMegabytes, WorkFolder work) throws IOException {
            // It is part of another module's tests, so it has a name and no class here.
            return StoreProcess.start(
                    classPath,
                    "io.farseek.oci.embedded.EmbeddedOciMain",
                    heapMegabytes,
                    log(work),
                    work.folder("oci").toString(),
                    DemoStore.NAMESPACE,
                    DemoStore.BUCKET);
        }

        @Override
        Map<String, String> hadoop(URI endpoint, WorkFolder work) throws IOException {
            Map<String, String> hadoop = new LinkedHashMap<>();
            hadoop.put("fs.farseek.oci.endpoint", endpoint.toString());
            hadoop.put("fs.farseek.oci.auth", "profile");
            hadoop.put(
                    "fs.farseek.oci.auth.config-file",
                    work.folder("oci").resolve("config").toString());
            return hadoop;
        }
    };

    private static final String BUCKET = "farseek-demo";
    private static final String NAMESPACE = "demo";

    private final String scheme;
    private final String title;
    private final String classPathProperty;
    private final String authority;

    DemoStore(String scheme, String title, String classPathProperty, String authority) {
        this.scheme = scheme;
        this.title = title;
        this.classPathProperty = classPathProperty;
        this.authority = authority;
    }

    /** Starts it in a process of its own and waits until it serves. */
    abstract StoreProcess start(String classPath, int heapMegabytes, WorkFolder work) throws IOException;

    /** What file systems need to reach it at {@code endpoint}, once it has started. */
    abstract Map<String, String> hadoop(URI endpoint, WorkFolder work) throws IOException;

    static DemoStore named(String scheme) {
        return scheme.equals(OCI.scheme) ? OCI : S3;
    }

    String scheme() {
        return scheme;
    }

    String title() {
        return title;
    }

    /** System property with the class path that {@code ./farseek} gives. */
    String classPathProperty() {
        return classPathProperty;
    }

    /** URI of the folder for the events. */
    String folder() {
        return scheme + "://" + authority + "/dimuon";
    }

    private static Path log(WorkFolder work) {
        return work.path().resolve("store.log");
    }
}
