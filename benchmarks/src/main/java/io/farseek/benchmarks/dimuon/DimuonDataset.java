package io.farseek.benchmarks.dimuon;

import io.farseek.root.write.Compression;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.WriteOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Writes generated dimuon events as ROOT files to any Hadoop file system. File {@code i} holds events {@code [i n, (i+1) n)}; its bytes depend on seed,
 * range and format options only. Run it without arguments for its options.
 */
public final class DimuonDataset {
    private static final String USAGE = """
            usage: DimuonDataset --output DIR --events N [--files N] [--seed N] [--aod true] [--ballast BRANCHES]
                   [--codec none|zlib|lzma|lz4|zstd[:LEVEL]] [--basketBytes N] [--clusterEvents N] [--threads N] [--spool LOCAL_DIR]
            With --spool a file is collected there and uploaded when complete; without, it is made twice and never stored locally.""";

    private final Map<String, String> options;

    private DimuonDataset(Map<String, String> options) {
        this.options = options;
    }

    /** Exits with 2 when the arguments make no sense. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        try {
            write(submitted(), args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    /** Hadoop's own configuration with what {@code spark-submit --conf spark.hadoop.*} set, since there is no Spark context to ask. */
    private static Configuration submitted() {
        Configuration configuration = new Configuration();
        String prefix = "spark.hadoop.";
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                configuration.set(name.substring(prefix.length()), System.getProperty(name, ""));
            }
        }
        return configuration;
    }

    /** Writes the files the arguments ask for; returns their paths in order. Blocks until all are complete. */
    public static List<Path> write(Configuration configuration, String... args) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new IllegalArgumentException("'" + args[i] + "' is not an option with a value");
            }
            options.put(args[i].substring(2), args[i + 1]);
        }
        return new DimuonDataset(options).write(configuration);
    }

    private List<Path> write(Configuration configuration) throws IOException {
        Path output = new Path(text("output", ""));
        long events = number("events", -1);
        int files = (int) number("files", 1);
        if (events < 0 || files < 1) {
            throw new IllegalArgumentException("--events must be given and --files positive");
        }
        FileSystem fileSystem = output.getFileSystem(configuration);
        fileSystem.mkdirs(output);
        long perFile = (events + files - 1) / files;
        int threads = (int) number("threads", Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
        try {
            List<Path> paths = new ArrayList<>();
            List<Future<?>> pending = new ArrayList<>();
            for (int i = 0; i < files; i++) {
                Path path = new Path(output, String.format(Locale.ROOT, "events-%05d.root", i));
                long from = Math.min(events, i * perFile);
                long to = Math.min(events, from + perFile);
                paths.add(path);
                pending.add(pool.submit(() -> {
                    writeFile(fileSystem, path, from, to);
                    return path;
                }));
            }
            for (Future<?> file : pending) {
                file.get();
            }
            return paths;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("writing " + output).initCause(e);
        } catch (ExecutionException e) {
            throw new IOException("writing " + output + ": " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private void writeFile(FileSystem fileSystem, Path path, long from, long to) throws IOException {
        DimuonGenerator generator = new DimuonGenerator(number("seed", 1));
        boolean aod = Boolean.parseBoolean(text("aod", "false"));
        DimuonTree content = new DimuonTree(generator, from, to, aod, (int) number("ballast", 0));
        WriteOptions layout =
                new WriteOptions(Compression.parse(text("codec", "lz4")), (int) number("basketBytes", 32_000), (int)
                        number("clusterEvents", 100_000));
        String spool = text("spool", "");
        try (OutputStream out = fileSystem.create(path, true)) {
            if (spool.isEmpty()) {
                RootFileWriter.streamed(out, path.getName(), layout, content);
            } else {
                RootFileWriter.spooled(out, path.getName(), layout, java.nio.file.Path.of(spool), content);
            }
        }
    }

    private String text(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    private long number(String name, long otherwise) {
        String value = options.get(name);
        try {
            return value == null ? otherwise : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " is '" + value + "', not a number", e);
        }
    }
}
