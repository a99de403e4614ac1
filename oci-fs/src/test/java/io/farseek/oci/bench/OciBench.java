package io.farseek.oci.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Connectors side by side: {@code OciBench FOLDER NAME CLASS CLASSPATH [NAME CLASS CLASSPATH]...} runs every pattern of {@link OciReads} on
 * each connector in a JVM of its own, against one embedded service in another, and writes {@code oci.csv} and {@code oci.md} to FOLDER.
 */
public final class OciBench {
    private static final int MEBIBYTES = 256;
    private static final String HEADER = "connector,pattern,seconds,requests,MiB,connections,peak";

    private OciBench() {}

    /** A child that is told and asked line by line. */
    private record Child(Process process, BufferedReader out, Writer in) implements AutoCloseable {
        static Child start(String classPath, String heap, Path log, String... arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap, "-cp", classPath));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new Child(
                    process,
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
                    new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        }

        String line() throws IOException {
            String line = out.readLine();
            if (line == null) {
                throw new IOException(
                        "the process " + process.info().command() + " ended; its log is beside the table");
            }
            return line;
        }

        String ask(String question) throws IOException {
            in.write(question + "\n");
            in.flush();
            return line();
        }

        @Override
        public void close() throws IOException {
            in.close();
            process.destroy();
        }
    }

    @SuppressWarnings("SystemOut") // The table is what it is for.
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Path conf = folder.resolve("client.xml");
        List<String> rows = new ArrayList<>();
        String own = System.getProperty("java.class.path");
        Files.deleteIfExists(folder.resolve("store.log"));
        try (Child store = Child.start(
                own,
                "-Xmx1g",
                folder.resolve("store.log"),
                OciStoreMain.class.getName(),
                String.valueOf(MEBIBYTES),
                conf.toString())) {
            store.line();
            for (int i = 1; i + 2 < arguments.length; i += 3) {
                measure(arguments[i], arguments[i + 1], arguments[i + 2], store, conf, rows);
            }
        } finally {
            Files.deleteIfExists(folder.resolve("key.pem"));
            Files.deleteIfExists(conf);
        }
        Files.writeString(folder.resolve("oci.csv"), HEADER + "\n" + String.join("\n", rows) + "\n");
        String table = "| " + HEADER.replace(",", " | ") + " |\n|---|---|---|---|---|---|---|\n"
                + String.join(
                        "",
                        rows.stream()
                                .map(row -> "| " + row.replace(",", " | ") + " |\n")
                                .toList());
        Files.writeString(folder.resolve("oci.md"), table);
        System.out.print(table);
    }

    private static void measure(String name, String type, String classPath, Child store, Path conf, List<String> rows)
            throws IOException {
        Path log = conf.resolveSibling(name + ".log");
        Files.deleteIfExists(log);
        for (OciReads pattern : OciReads.values()) {
            // A JVM for each row: what one pattern left open, or hung on, is not the next one's.
            try (Child reader = Child.start(
                    classPath, "-Xmx1g", log, OciBenchReader.class.getName(), type, conf.toString(), pattern.name())) {
                reader.line();
                long[] before = counts(store.ask(""));
                String seconds = reader.ask("go");
                long[] after = counts(store.ask(""));
                rows.add(String.format(
                        Locale.ROOT,
                        "%s,%s,%s,%d,%.1f,%d,%d",
                        name,
                        pattern.title().replace(",", ""),
                        seconds,
                        after[0] - before[0],
                        (after[1] - before[1]) / 1048576.0,
                        after[2] - before[2],
                        after[3]));
            }
        }
    }

    private static long[] counts(String line) {
        String[] parts = line.split(" ", -1);
        long[] counts = new long[parts.length];
        for (int i = 0; i < parts.length; i++) {
            counts[i] = Long.parseLong(parts[i]);
        }
        return counts;
    }
}
