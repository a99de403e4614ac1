package io.farseek.benchmarks.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An embedded store in a process of its own, with a heap and a class path of its own. Ends with {@link #close} or with this process. */
public final class StoreProcess implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(90);
    private static final Duration END_DEADLINE = Duration.ofSeconds(5);

    private final Process process;
    private final URI endpoint;

    private StoreProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    /**
     * Starts the server and waits until it serves.
     *
     * @param classPath of the server
     * @param main its class, which prints the endpoint as its first line and ends with its standard input
     * @param log takes what the server says
     * @throws IOException with the end of that when the server did not come up within {@code 90 s}
     */
    public static StoreProcess start(String classPath, String main, int heapMegabytes, Path log, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseParallelGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                main));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        String line = firstLine(process);
        if (line == null || !line.startsWith("http://")) {
            process.destroyForcibly();
            throw new IOException("the embedded store did not start within " + START_DEADLINE.toSeconds()
                    + " s; it said: " + tail(log));
        }
        return new StoreProcess(process, URI.create(line));
    }

    /** The other side: prints the endpoint, which is what the parent waits for, and returns when the parent has ended or wants this to. */
    @SuppressWarnings("SystemOut")
    static void serve(URI endpoint) throws IOException {
        System.out.println(endpoint);
        System.out.flush();
        System.in.transferTo(OutputStream.nullOutputStream());
    }

    public URI endpoint() {
        return endpoint;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable String firstLine(Process process) throws IOException {
        CompletableFuture<@Nullable String> line = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        line.complete(new BufferedReader(
                                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                                .readLine());
                    } catch (IOException e) {
                        line.completeExceptionally(e);
                    }
                },
                "store-process-endpoint");
        reader.setDaemon(true);
        reader.start();
        try {
            return line.get(START_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the embedded store started", e);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
