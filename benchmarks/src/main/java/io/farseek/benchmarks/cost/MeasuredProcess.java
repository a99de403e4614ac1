package io.farseek.benchmarks.cost;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client in a process of its own, so that what it computes and holds is nobody else's. */
final class MeasuredProcess {
    private MeasuredProcess() {}

    /**
     * Runs a program to its end and returns its last line. Blocks for at most {@code deadline}, after which the process is ended.
     *
     * @param work takes what the program prints
     * @throws IOException with the end of what it said when it failed or did not end in time
     */
    static String lastLine(
            Path work, Duration deadline, List<String> options, String classPath, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        Path said = work.resolve(main.getSimpleName() + ".out");
        Path log = work.resolve(main.getSimpleName() + ".log");
        Process process = new ProcessBuilder(command)
                .redirectOutput(said.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(main.getSimpleName() + " " + List.of(arguments) + " did not end within "
                        + deadline.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + main.getSimpleName() + " ran", e);
        }
        List<String> lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        if (process.exitValue() != 0 || lines.isEmpty()) {
            List<String> end = Files.readAllLines(log, StandardCharsets.UTF_8);
            throw new IOException(main.getSimpleName() + " " + List.of(arguments) + " with " + options + " failed: "
                    + String.join(" | ", end.subList(Math.max(0, end.size() - 6), end.size())));
        }
        return lines.get(lines.size() - 1);
    }
}
