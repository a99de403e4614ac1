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
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;

/**
 * Replays rows through one Hadoop file system: the program of a peer's process. Takes one row a line on standard input, {@code ROW URI},
 * answers each with {@code done SECONDS CPU-SECONDS} or {@code failed REASON}, and ends with its input. Every byte is compared with the
 * file that the store serves.
 *
 * <p>Arguments: that file, then the configuration as {@code key=value}.
 */
public final class ReplayMain {
    private final ByteBuffer truth;
    private final Configuration configuration;

    private ReplayMain(ByteBuffer truth, Configuration configuration) {
        this.truth = truth;
        this.configuration = configuration;
    }

    public static void main(String[] arguments) throws IOException {
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
                String[] words = line.split(" ", 2);
                answers.println(replay.answer(Row.of(words[0]), URI.create(words[1])));
                answers.flush();
            }
        }
    }

    private String answer(Row row, URI object) {
        try {
            return measure(row, object);
        } catch (IOException | RuntimeException | ReflectiveOperationException | InterruptedException e) {
            return "failed " + String.valueOf(e).replaceAll("\\s+", " ");
        }
    }

    private String measure(Row row, URI object) throws IOException, ReflectiveOperationException, InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(object);
        try (FileSystem fs = FileSystem.newInstance(object, configuration)) {
            long cpuBefore = system.getProcessCpuTime();
            long began = System.nanoTime();
            try (FSDataInputStream in = fs.open(path)) {
                switch (row.way()) {
                    case STREAM -> stream(row.trace().reads(), in);
                    case POSITIONED -> positioned(row, in);
                    case VECTORED -> vectored(row.trace().reads(), in);
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double cpu = (system.getProcessCpuTime() - cpuBefore) / 1e9;
            return String.format(Locale.ROOT, "done %.4f %.4f", seconds, cpu);
        }
    }

    private void stream(List<ByteRange> reads, FSDataInputStream in) throws IOException {
        for (ByteRange each : reads) {
            byte[] bytes = new byte[(int) each.length()];
            if (in.getPos() != each.start()) {
                in.seek(each.start());
            }
            in.readFully(bytes);
            check(each, ByteBuffer.wrap(bytes));
        }
    }

    private void positioned(Row row, FSDataInputStream in) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(row.threads());
        try {
            AtomicInteger next = new AtomicInteger();
            List<ByteRange> reads = row.trace().reads();
            Callable<Integer> reader = () -> {
                int done = 0;
                for (int i = next.getAndIncrement(); i < reads.size(); i = next.getAndIncrement()) {
                    ByteRange each = reads.get(i);
                    byte[] bytes = new byte[(int) each.length()];
                    in.readFully(each.start(), bytes, 0, bytes.length);
                    check(each, ByteBuffer.wrap(bytes));
                    done++;
                }
                return done;
            };
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < row.threads(); i++) {
                all.add(threads.submit(reader));
            }
            for (Future<Integer> each : all) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void vectored(List<ByteRange> reads, FSDataInputStream in)
            throws IOException, ReflectiveOperationException {
        List<ByteBuffer> got = new VectoredCall().read(in, reads);
        for (int i = 0; i < reads.size(); i++) {
            check(reads.get(i), got.get(i));
        }
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
