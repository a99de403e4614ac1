package io.farseek.benchmarks.cost;

import io.farseek.fs.stream.SharedReadAhead;
import io.farseek.readahead.ReadAheadRuntime;
import io.farseek.readahead.RuntimeSettings;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;

/**
 * Readers side by side in a process whose heap is what is measured: {@code MemoryMain ENDPOINT BUDGET-BYTES OBJECT-BYTES READERS PATTERN}
 * reads objects {@code object-0} and so on of a bucket, and prints what {@link MemoryRow} parses. While they read, the heap is collected
 * again and again, so that what counts is what is reachable.
 */
public final class MemoryMain {
    private static final int READ_BYTES = 128 << 10;
    private static final int RANDOM_READS = 300;
    private static final long BETWEEN_COLLECTIONS_MILLIS = 200;

    private MemoryMain() {}

    @SuppressWarnings("SystemOut") // The figures on standard output are what the parent reads.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long budgetBytes = Long.parseLong(arguments[1]);
        long objectBytes = Long.parseLong(arguments[2]);
        int readers = Integer.parseInt(arguments[3]);
        boolean sequential = arguments[4].equals("sequential");
        ReadAheadRuntime runtime = SharedReadAhead.runtime(new RuntimeSettings(budgetBytes, 64, true));
        try (FileSystem fs =
                FileSystem.newInstance(URI.create("s3://bucket/"), configuration(arguments[0], budgetBytes))) {
            // Classes and connections are there before the heap is looked at.
            read(fs, "object-0", objectBytes, false, 1);
            long idleBytes = liveBytes();
            ExecutorService threads = Executors.newFixedThreadPool(readers);
            List<Callable<Void>> all = new ArrayList<>();
            for (int i = 0; i < readers; i++) {
                int reader = i;
                all.add(() -> {
                    read(fs, "object-" + reader, objectBytes, sequential, reader);
                    return null;
                });
            }
            List<Future<Void>> reads = new ArrayList<>();
            all.forEach(each -> reads.add(threads.submit(each)));
            threads.shutdown();
            long mostLiveBytes = idleBytes;
            long mostDirectBytes = directBytes();
            while (!threads.awaitTermination(BETWEEN_COLLECTIONS_MILLIS, TimeUnit.MILLISECONDS)) {
                mostDirectBytes = Math.max(mostDirectBytes, directBytes());
                mostLiveBytes = Math.max(mostLiveBytes, liveBytes());
            }
            for (Future<Void> each : reads) {
                each.get();
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d %d %d %d %d %d%n",
                    runtime.mostKeptBytes(),
                    runtime.mostHeldBytes(),
                    idleBytes,
                    mostLiveBytes,
                    mostDirectBytes,
                    residentBytes());
        } catch (ExecutionException e) {
            throw new IOException("a reader failed", e.getCause());
        }
    }

    private static Configuration configuration(String endpoint, long budgetBytes) {
        Configuration configuration = new Configuration();
        configuration.set("fs.s3.impl", "io.farseek.s3.S3FileSystem");
        configuration.set("fs.farseek.s3.endpoint", endpoint);
        configuration.set("fs.farseek.s3.access-key", "any");
        configuration.set("fs.farseek.s3.secret-key", "any");
        configuration.set("fs.farseek.readahead.memory", String.valueOf(budgetBytes));
        return configuration;
    }

    private static void read(FileSystem fs, String object, long length, boolean sequential, int seed)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] buffer = new byte[READ_BYTES];
        try (FSDataInputStream in = fs.open(new org.apache.hadoop.fs.Path("s3://bucket/" + object))) {
            if (sequential) {
                for (long at = 0; at < length; ) {
                    int got = in.read(buffer);
                    if (got < 0) {
                        throw new EOFException(object + " ended at " + at);
                    }
                    at += got;
                }
            } else {
                for (int i = 0; i < RANDOM_READS; i++) {
                    in.seek(random.nextLong(length - READ_BYTES));
                    in.readFully(buffer);
                }
            }
        }
    }

    /** What is reachable in the heap now; collects it. */
    @SuppressWarnings("SystemGc")
    private static long liveBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(each -> each.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Most that the process has had in memory; 0 where the system does not say. */
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(each -> each.startsWith("VmHWM:"))
                .mapToLong(each -> Long.parseLong(each.replaceAll("\\D+", "")) << 10)
                .sum();
    }
}
