package io.farseek.root;

import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.Table;
import io.farseek.root.file.RootFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Reads damaged files round after round until the time is over: every real file below a size in every round, each with another seed. What is not
 * an IOException with the file's name, and what does not end, is a finding; the same failure at the same place is told once.
 */
final class DamagedRun {

    private static final long LARGEST_FILE = 1_500_000;
    private static final int MOST_FINDINGS = 50;
    private static final Duration HANGING = Duration.ofSeconds(60);

    private final Path scratch;
    private final List<String> findings = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private long read;
    private long refused;

    DamagedRun(Path scratch) {
        this.scratch = scratch;
    }

    /** Reads every column of every table of a file, at most 200 rows of each. */
    static void readAll(Path path) throws IOException {
        FileSystem fileSystem = FileSystem.getLocal(new Configuration()).getRaw();
        try (RootFile file = RootFile.open(fileSystem, new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path))) {
            for (String name : Tables.list(file)) {
                Table table = Tables.open(file, name);
                EntryRange range = new EntryRange(0, Math.min(200, table.entries()));
                try (BatchReader reader = table.scan(table.schema(), range)
                        .open(fileSystem, new ReadOptions(64, 1 << 20, 1, true, true))) {
                    for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                        if (batch.rows() <= 0) {
                            throw new AssertionError("an empty batch of " + name);
                        }
                    }
                }
            }
        }
    }

    /** Goes on until {@code time} is over and returns the findings. */
    List<String> run(Path data, long firstSeed, Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(data)) {
            files = walk.filter(
                            p -> p.toString().endsWith(".root") && p.toFile().length() < LARGEST_FILE)
                    .sorted()
                    .toList();
        }
        for (long seed = firstSeed; System.nanoTime() < end && findings.size() < MOST_FINDINGS; seed++) {
            for (Path file : files) {
                if (System.nanoTime() < end && findings.size() < MOST_FINDINGS && Files.size(file) > 0) {
                    one(data.relativize(file).toString(), Files.readAllBytes(file), seed);
                }
            }
        }
        return findings;
    }

    private void one(String name, byte[] whole, long seed) throws IOException {
        Path path = scratch.resolve("damaged-" + seed + ".root");
        Files.write(path, Damage.structure(whole, seed * 31 + name.hashCode()));
        FutureTask<Void> task = new FutureTask<>(() -> {
            readAll(path);
            return null;
        });
        Thread thread = new Thread(task, "read " + name);
        thread.setDaemon(true);
        thread.start();
        try {
            task.get(HANGING.toSeconds(), TimeUnit.SECONDS);
            read++;
        } catch (TimeoutException e) {
            StackTraceElement[] stack = thread.getStackTrace();
            found(name, seed, "does not end, at " + (stack.length == 0 ? "?" : stack[0]), "");
            task.cancel(true);
        } catch (ExecutionException e) {
            judge(name, seed, path, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while reading " + name);
        }
        Files.deleteIfExists(path);
    }

    private void judge(String name, long seed, Path path, Throwable failure) {
        if (failure instanceof IOException
                && String.valueOf(failure.getMessage())
                        .contains(path.getFileName().toString())) {
            refused++;
            return;
        }
        StackTraceElement[] stack = failure.getStackTrace();
        found(name, seed, String.valueOf(failure), stack.length == 0 ? "" : " at " + stack[0]);
    }

    private void found(String name, long seed, String what, String place) {
        String kind = place.isEmpty() ? what : place;
        if (!places.contains(kind)) {
            places.add(kind);
            findings.add(name + " with seed " + seed + ": " + what + place);
        }
    }

    /** How many damaged files were read to the end, and how many refused by name. */
    String counts() {
        return read + " read, " + refused + " refused by name";
    }

    /** Folder with files, minutes, first seed. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        Path scratch = Files.createTempDirectory("farseek-damaged");
        DamagedRun run = new DamagedRun(scratch);
        List<String> findings = run.run(
                Path.of(arguments[0]), Long.parseLong(arguments[2]), Duration.ofMinutes(Long.parseLong(arguments[1])));
        findings.forEach(System.out::println);
        System.out.println(run.counts() + ", " + findings.size() + " findings");
    }
}
