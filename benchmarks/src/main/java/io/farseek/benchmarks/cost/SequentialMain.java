package io.farseek.benchmarks.cost;

import com.sun.management.OperatingSystemMXBean;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * One client that reads an object from front to back, again and again: {@code SequentialMain CLIENT ENDPOINT BUCKET-FOLDER OBJECT-BYTES
 * WARM-UP-SECONDS ROUNDS}. Prints {@code PROCESSOR-SECONDS WALL-SECONDS}: the mean and the median of the rounds. The SDK takes the HTTP client that it
 * finds on the class path; {@code ranges} is the SDK with several requests at once ({@link RangedObject}).
 */
public final class SequentialMain {
    private static final int BUFFER_BYTES = 128 << 10;

    private final byte[] buffer = new byte[BUFFER_BYTES];
    private final Opener opener;
    private final Path bucket;
    private final long objectBytes;
    private int names;

    private record Round(double cpuSeconds, double seconds) {}

    /** Opens an object of the bucket by its name. */
    interface Opener extends Closeable {
        InputStream open(String name) throws IOException;
    }

    private SequentialMain(Opener opener, Path bucket, long objectBytes) {
        this.opener = opener;
        this.bucket = bucket;
        this.objectBytes = objectBytes;
    }

    @SuppressWarnings("SystemOut") // The figures on standard output are what the parent reads.
    public static void main(String[] arguments) throws IOException {
        URI endpoint = URI.create(arguments[1]);
        long objectBytes = Long.parseLong(arguments[3]);
        try (Opener opener = switch (arguments[0]) {
            case "farseek" -> farseek(endpoint);
            case "sdk" -> sdk(endpoint);
            case "ranges" -> ranges(endpoint, objectBytes);
            default -> throw new IllegalArgumentException("no client " + arguments[0]);
        }) {
            SequentialMain client = new SequentialMain(opener, Path.of(arguments[2]), objectBytes);
            long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[4]));
            while (System.nanoTime() - warm < 0) {
                client.round();
            }
            List<Round> rounds = new ArrayList<>();
            for (int i = Integer.parseInt(arguments[5]); i > 0; i--) {
                rounds.add(client.round());
            }
            // The clock of processor time ticks a hundred times a second, which is too coarse for a single round.
            double cpuSeconds = rounds.stream().mapToDouble(Round::cpuSeconds).sum() / rounds.size();
            rounds.sort(Comparator.comparingDouble(Round::seconds));
            System.out.printf(Locale.ROOT, "%.4f %.4f%n", cpuSeconds, rounds.get(rounds.size() / 2).seconds);
        }
    }

    private static Opener farseek(URI endpoint) throws IOException {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3.impl", "io.farseek.s3.S3FileSystem");
        configuration.set("fs.farseek.s3.endpoint", endpoint.toString());
        configuration.set("fs.farseek.s3.access-key", "any");
        configuration.set("fs.farseek.s3.secret-key", "any");
        FileSystem fs = FileSystem.newInstance(URI.create("s3://bucket/"), configuration);
        return new Opener() {
            @Override
            public InputStream open(String name) throws IOException {
                return fs.open(new org.apache.hadoop.fs.Path("s3://bucket/" + name));
            }

            @Override
            public void close() throws IOException {
                fs.close();
            }
        };
    }

    private static S3Client client(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    private static Opener sdk(URI endpoint) {
        S3Client client = client(endpoint);
        return new Opener() {
            @Override
            public InputStream open(String name) {
                return client.getObject(request -> request.bucket("bucket").key(name));
            }

            @Override
            public void close() {
                client.close();
            }
        };
    }

    private static Opener ranges(URI endpoint, long objectBytes) {
        S3Client client = client(endpoint);
        ExecutorService threads = Executors.newFixedThreadPool(RangedObject.AT_ONCE);
        List<ByteBuffer> spare = new ArrayList<>();
        return new Opener() {
            @Override
            public InputStream open(String name) {
                return new RangedObject(client, threads, spare, name, objectBytes);
            }

            @Override
            public void close() {
                threads.shutdownNow();
                client.close();
            }
        };
    }

    /** Another name each time, so that nothing read before is of use. */
    private Round round() throws IOException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        String name = "object-" + ProcessHandle.current().pid() + "-" + ++names;
        Path link = Files.createLink(bucket.resolve(name), bucket.resolve("object"));
        long cpuBefore = system.getProcessCpuTime();
        long began = System.nanoTime();
        try (InputStream in = opener.open(name)) {
            long sum = 0;
            for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                sum += count;
            }
            if (sum != objectBytes) {
                throw new IOException("read " + sum + " bytes of " + objectBytes);
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double cpu = (system.getProcessCpuTime() - cpuBefore) / 1e9;
        Files.delete(link);
        return new Round(cpu, seconds);
    }
}
