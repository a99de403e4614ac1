package io.farseek.benchmarks.jmh;

import io.farseek.benchmarks.store.FolderStore;
import io.farseek.benchmarks.store.StoreLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reading an object of 64 MiB from front to back, from a store in this process that is as fast as it can be: through Hadoop's stream, and
 * through Amazon's SDK alone. What the first takes longer is what the read-ahead, its copies and its statistics cost.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls start() first.
public class SequentialBenchmark {
    private static final int OBJECT_BYTES = 64 << 20;

    private final byte[] buffer = new byte[128 << 10];
    private Path folder = Path.of("");
    private Path object = Path.of("");
    private int names;
    private FolderStore store;
    private FileSystem farseek;
    private S3Client sdk;

    @Setup
    public void start() throws IOException {
        folder = Files.createTempDirectory("farseek-jmh");
        object = Files.createDirectory(folder.resolve("bucket")).resolve("object");
        Files.write(object, new byte[OBJECT_BYTES]);
        store = FolderStore.start(folder, StoreLimits.NONE);
        Configuration configuration = new Configuration();
        configuration.set("fs.s3.impl", "io.farseek.s3.S3FileSystem");
        configuration.set("fs.farseek.s3.endpoint", store.endpoint().toString());
        configuration.set("fs.farseek.s3.access-key", "any");
        configuration.set("fs.farseek.s3.secret-key", "any");
        farseek = FileSystem.newInstance(URI.create("s3://bucket/"), configuration);
        sdk = S3Client.builder()
                .endpointOverride(store.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** Another name each time, so that nothing read before is of use. */
    @Setup(Level.Invocation)
    public void rename() throws IOException {
        Path another = folder.resolve("bucket").resolve("object-" + ++names);
        Files.move(object, another);
        object = another;
    }

    @TearDown
    public void stop() throws IOException {
        farseek.close();
        sdk.close();
        store.close();
        Files.delete(object);
        Files.delete(folder.resolve("bucket"));
        Files.delete(folder);
    }

    @Benchmark
    public long farseek() throws IOException {
        try (InputStream in = farseek.open(new org.apache.hadoop.fs.Path("s3://bucket/object-" + names))) {
            return readAll(in);
        }
    }

    @Benchmark
    public long sdk() throws IOException {
        try (InputStream in = sdk.getObject(request -> request.bucket("bucket").key("object-" + names))) {
            return readAll(in);
        }
    }

    private long readAll(InputStream in) throws IOException {
        long sum = 0;
        for (int count = in.read(buffer, 0, buffer.length); count > 0; count = in.read(buffer, 0, buffer.length)) {
            sum += count;
        }
        if (sum != OBJECT_BYTES) {
            throw new IOException("read " + sum + " bytes of " + OBJECT_BYTES);
        }
        return sum;
    }
}
