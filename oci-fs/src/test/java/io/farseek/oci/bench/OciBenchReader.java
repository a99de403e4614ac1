package io.farseek.oci.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * One pattern on one connector: {@code OciBenchReader CLASS CONFIGURATION PATTERN}. Runs it once for the classes and the compiler, on another
 * object, since connectors may keep what they read; says so; and at a line of input once more, on a new file system, for the seconds that it prints.
 */
final class OciBenchReader {
    private static final int DEADLINE_SECONDS = 40;

    private OciBenchReader() {}

    @SuppressWarnings("SystemOut") // What the parent waits for.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Configuration conf = new Configuration();
        conf.addResource(new Path(arguments[1]));
        conf.set("fs.oci.impl", arguments[0]);
        OciReads pattern = OciReads.valueOf(arguments[2]);
        // The slow patterns warm up on a fast one: the classes are the same.
        OciReads first = pattern == OciReads.OPEN_STREAMS || pattern == OciReads.RANDOM ? OciReads.PING_PONG : pattern;
        timed(conf, first, OciReads.WARM_UP_OBJECT);
        System.out.println("ready");
        if (System.in.read() >= 0) {
            System.out.println(timed(conf, pattern, OciReads.OBJECT));
        }
        Runtime.getRuntime().halt(0);
    }

    private static String timed(Configuration conf, OciReads pattern, String object) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicReference<String> result = new AtomicReference<>("not done after " + DEADLINE_SECONDS + " s");
        Thread reader = new Thread(
                () -> {
                    long start = System.nanoTime();
                    Path file = new Path(new Path(FileSystem.getDefaultUri(conf)), "/" + object);
                    try (FileSystem fs = FileSystem.newInstance(file.toUri(), conf)) {
                        pattern.run(fs, file);
                        result.set(String.format(Locale.ROOT, "%.3f", (System.nanoTime() - start) / 1e9));
                    } catch (IOException | RuntimeException | LinkageError e) {
                        result.set("failed: " + e.toString().replaceAll("[\\n,|]", " "));
                    } finally {
                        done.countDown();
                    }
                },
                "reader");
        reader.setDaemon(true);
        reader.start();
        done.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return result.get();
    }
}
