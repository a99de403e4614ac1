package io.farseek.benchmarks.peers;

import com.sun.management.OperatingSystemMXBean;
import io.farseek.readahead.ByteRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;

/**
 * Replays rows through one Hadoop file system: the program of a peer's process. Takes one row a line on standard input, {@code ROW URI...}
 * with an object for each of the readers that run at once, answers each with {@code done SECONDS CPU-SECONDS READ-LATENCIES} or
 * {@code failed REASON}, and ends with its input. Every byte is compared with the
 * file that the store serves.
 *
 * <p>Arguments: that file, then the configuration as {@code key=value}.
 */
public final class ReplayMain {
    private final ByteBuffer truth;
    private final Configuration configuration;
    private final VectoredCall calls = new VectoredCall();

    private ReplayMain(ByteBuffer truth, Configuration configuration) throws ReflectiveOperationException {
        this.truth = truth;
        this.configuration = configuration;
    }

    public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
        PrintStream answers = System.out;
        // Whatever else is printed must not pass for an answer.
        System.setOut(System.err);
        Configuration configuration = new Configuration();
        for (String each : List.of(arguments).subList(1, arguments.length)) {
            String[] setting = each.split("=", 2);
            configuration.set(setting[0], setting[1]);
        }
        try (FileChannel file = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.READ)) {
            ByteBuffer truth = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
            ReplayMain replay = new ReplayMain(truth, configuration);
            BufferedReader rows = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = rows.readLine(); line != null; line = rows.readLine()) {
                List<String> words = List.of(line.split(" ", -1));
                answers.println(replay.answer(Row.of(words.get(0)), words.subList(1, words.size())));
                answers.flush();
            }
        }
    }

    private String answer(Row row, List<String> objects) {
        try {
            return measure(row, objects);
        } catch (IOException | RuntimeException | InterruptedException e) {
            return "failed " + String.valueOf(e).replaceAll("\\s+", " ");
        }
    }

    private String measure(Row row, List<String> objects) throws IOException, InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        LongStream.Builder latencies = LongStream.builder();
        try (FileSystem fs = FileSystem.newInstance(URI.create(objects.get(0)), configuration)) {
            long cpuBefore = system.getProcessCpuTime();
            long began = System.nanoTime();
            if (objects.size() == 1) {
                for (long each : read(row, fs, objects.get(0))) {
                    latencies.add(each);
                }
            } else {
                List<Callable<long[]>> readers = new ArrayList<>();
                objects.forEach(each -> readers.add(() -> read(row, fs, each)));
                for (long[] some : all(readers)) {
                    for (long each : some) {
                        latencies.add(each);
                    }
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double cpu = (system.getProcessCpuTime() - cpuBefore) / 1e9;
            long[] sorted = latencies.build().sorted().toArray();
            return String.format(Locale.ROOT, "done %.4f %.4f %s", seconds, cpu, ReadLatencies.of(sorted));
        }
    }

    /** One reader's reads of one object; how long each took, in nanoseconds. */
    private long[] read(Row row, FileSystem fs, String object) throws IOException, InterruptedException {
        try (FSDataInputStream in = open(row, fs, new org.apache.hadoop.fs.Path(object))) {
            return switch (row.way()) {
                case STREAM -> stream(row.trace().reads(), in);
                case POSITIONED -> positioned(row, in);
                case VECTORED -> vectored(row.trace().reads(), in);
            };
        }
    }

    private static FSDataInputStream open(Row row, FileSystem fs, org.apache.hadoop.fs.Path object)
            throws IOException, InterruptedException {
        if (row.policy().isEmpty()) {
            return fs.open(object);
        }
        try {
            return fs.openFile(object)
                    .opt("fs.option.openfile.read.policy", row.policy())
                    .build()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    /** Runs all at once, and fails with the first failure. */
    private static <T> List<T> all(List<Callable<T>> tasks) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(tasks)) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] stream(List<ByteRange> reads, FSDataInputStream in) throws IOException {
        long[] nanos = new long[reads.size()];
        for (int i = 0; i < nanos.length; i++) {
            ByteRange each = reads.get(i);
            byte[] bytes = new byte[(int) each.length()];
            long began = System.nanoTime();
            if (in.getPos() != each.start()) {
                in.seek(each.start());
            }
            in.readFully(bytes);
            nanos[i] = System.nanoTime() - began;
            check(each, ByteBuffer.wrap(bytes));
        }
        return nanos;
    }

    private long[] positioned(Row row, FSDataInputStream in) throws IOException, InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<ByteRange> reads = row.trace().reads();
        long[] nanos = new long[reads.size()];
        Callable<Void> reader = () -> {
            for (int i = next.getAndIncrement(); i < nanos.length; i = next.getAndIncrement()) {
                ByteRange each = reads.get(i);
                byte[] bytes = new byte[(int) each.length()];
                long began = System.nanoTime();
                in.readFully(each.start(), bytes, 0, bytes.length);
                nanos[i] = System.nanoTime() - began;
                check(each, ByteBuffer.wrap(bytes));
            }
            return null;
        };
        all(Collections.nCopies(row.threads(), reader));
        return nanos;
    }

    private long[] vectored(List<ByteRange> reads, FSDataInputStream in) throws IOException {
        long began = System.nanoTime();
        List<ByteBuffer> got = calls.read(in, reads);
        long nanos = System.nanoTime() - began;
        for (int i = 0; i < reads.size(); i++) {
            check(reads.get(i), got.get(i));
        }
        return new long[] {nanos};
    }

    private void check(ByteRange range, ByteBuffer got) throws IOException {
        ByteBuffer expected = truth.duplicate();
        expected.position((int) range.start()).limit((int) range.end());
        int wrong = expected.mismatch(got);
        if (wrong >= 0) {
            throw new IOException("wrong bytes from " + (range.start() + wrong) + " in the read of " + range);
        }
    }
}
