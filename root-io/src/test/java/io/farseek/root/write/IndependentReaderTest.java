package io.farseek.root.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.root.write.WrittenSample.Sums;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files we write, read by others: JSROOT, installed with npm below the build directory, and uproot, where the Python on the path has it (or
 * the one named by the environment variable {@code FARSEEK_PYTHON}).
 */
final class IndependentReaderTest {
    private static final String JSROOT = "jsroot@7.11.2";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"none", "zlib:6", "lz4", "lz4:9", "zstd", "lzma"})
    void jsrootReadsWhatWasWritten(String compression) throws Exception {
        Path home = jsroot();
        WrittenSample sample = new WrittenSample(3_000);
        Path file = write(sample, compression);
        check(sample, List.of("node", resource("sums.mjs"), home.toString(), file.toString(), WrittenSample.TREE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zlib:6", "lz4", "zstd", "lzma"})
    void uprootReadsWhatWasWritten(String compression) throws Exception {
        String python = python();
        WrittenSample sample = new WrittenSample(3_000);
        Path file = write(sample, compression);
        check(sample, List.of(python, resource("sums.py"), file.toString(), WrittenSample.TREE));
    }

    @Test
    void uprootReadsTheEmptyTree() throws Exception {
        String python = python();
        Path file = write(new WrittenSample(0), "zlib");
        Output output =
                run(List.of(python, resource("sums.py"), file.toString(), WrittenSample.TREE, "i32", "Muon_pt"), 120);
        assertThat(output.text()).isEqualToIgnoringWhitespace("i32 0 0.0 0.0 Muon_pt 0 0.0 0.0");
    }

    private Path write(WrittenSample sample, String compression) throws IOException {
        Path file = directory.resolve("sample.root");
        try (OutputStream target = Files.newOutputStream(file)) {
            RootFileWriter.spooled(target, "sample.root", RootFileWriterTest.options(compression), directory, sample);
        }
        return file;
    }

    private static void check(WrittenSample sample, List<String> command) throws Exception {
        List<String> withBranches = new ArrayList<>(command);
        withBranches.addAll(sample.expected().keySet());
        Output output = run(withBranches, 120);
        assertThat(output.exit()).as(output.text()).isZero();
        Map<String, Sums> read = new TreeMap<>();
        output.text().lines().forEach(line -> {
            List<String> words = List.of(line.split(" ", -1));
            read.put(
                    words.get(0),
                    new Sums(
                            Long.parseLong(words.get(1)),
                            Double.parseDouble(words.get(2)),
                            Double.parseDouble(words.get(3))));
        });
        assertThat(read).isEqualTo(sample.expected());
    }

    private static Path jsroot() throws Exception {
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "jsroot").toAbsolutePath();
        Files.createDirectories(home);
        Files.writeString(home.resolve("package.json"), "{\"private\": true}\n");
        if (!Files.isDirectory(home.resolve("node_modules/jsroot"))) {
            List<String> install =
                    List.of("npm", "install", "--ignore-scripts", "--no-audit", "--prefix", home.toString(), JSROOT);
            require(succeeds(install), "npm cannot install " + JSROOT + ": JSROOT does not check the written files");
        }
        return home;
    }

    private static String python() throws Exception {
        String python = System.getenv().getOrDefault("FARSEEK_PYTHON", "python3");
        require(
                succeeds(List.of(python, "-c", "import uproot, awkward")),
                python + " has no uproot: it does not check the written files");
        return python;
    }

    private static void require(boolean present, String message) {
        if (Boolean.getBoolean("farseek.requireServers")) {
            assertThat(present).as(message).isTrue();
        }
        Assumptions.assumeTrue(present, message);
    }

    private static boolean succeeds(List<String> command) throws Exception {
        try {
            return run(command, 240).exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private record Output(int exit, String text) {}

    private static Output run(List<String> command, int seconds) throws Exception {
        Path output = Files.createTempFile("independent-reader", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command.get(0) + " did not end within " + seconds + " s");
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return new Output(process.exitValue(), text);
    }

    private static String resource(String name) throws URISyntaxException {
        return Path.of(IndependentReaderTest.class.getResource(name).toURI()).toString();
    }
}
