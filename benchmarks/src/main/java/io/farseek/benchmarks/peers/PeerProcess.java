package io.farseek.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One peer in a process of its own, with a class path of its own, so that no two connectors share classes, heap or processor time. */
final class PeerProcess implements AutoCloseable {
    private static final Duration ROW_DEADLINE = Duration.ofMinutes(2);
    private static final Duration END_DEADLINE = Duration.ofSeconds(10);

    private final Peer peer;
    private final Process process;
    private final Writer rows;
    private final BufferedReader answers;
    private final Path log;
    private boolean ended;

    private PeerProcess(Peer peer, Process process, Path log) {
        this.peer = peer;
        this.process = process;
        this.log = log;
        this.rows = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** What one replay of a row took; {@code failure} where it did not come to its end. */
    record Answer(
            double seconds,
            double cpuSeconds,
            ReadLatencies latencies,
            @Nullable String failure) {
        static Answer failed(String why) {
            return new Answer(Double.NaN, Double.NaN, ReadLatencies.NONE, why);
        }
    }

    /**
     * @param object the file that the store serves, for comparing bytes
     * @param log takes what the connector logs
     * @param temporary where the connector may keep files, its own
     */
    static PeerProcess start(
            Peer peer, String classPath, URI store, Path object, int heapMegabytes, Path log, Path temporary)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-cp",
                classPath,
                ReplayMain.class.getName(),
                object.toString()));
        Map<String, String> settings = new TreeMap<>(peer.settings());
        settings.put("hadoop.tmp.dir", temporary.toString());
        settings.put("fs.s3a.endpoint", store.toString());
        settings.put("fs.s3a.endpoint.region", "us-east-1");
        settings.put("fs.s3a.path.style.access", "true");
        settings.put("fs.s3a.connection.ssl.enabled", "false");
        settings.put("fs.s3a.access.key", "reader");
        settings.put("fs.s3a.secret.key", "not-checked");
        settings.forEach((key, value) -> command.add(key + "=" + value));
        Process process =
                new ProcessBuilder(command).redirectError(log.toFile()).start();
        return new PeerProcess(peer, process, log);
    }

    /** Replays a row with a reader for each of the objects; blocks until it is over, at most two minutes, after which the process is ended and the row has failed. */
    Answer replay(Row row, List<URI> objects) throws IOException {
        if (ended) {
            return Answer.failed("failed before, in a read that warms up");
        }
        try {
            rows.write(row.id() + " " + objects.stream().map(URI::toString).collect(Collectors.joining(" ")) + "\n");
            rows.flush();
        } catch (IOException gone) {
            throw new IOException(peer.title() + " ended: " + tail(), gone);
        }
        String line = answer(row);
        String[] words = line.split(" ", 4);
        return words[0].equals("done")
                ? new Answer(
                        Double.parseDouble(words[1]), Double.parseDouble(words[2]), ReadLatencies.parse(words[3]), null)
                : Answer.failed(line);
    }

    /** Whether the last row took too long, so that another process has to read the rest. */
    boolean ended() {
        return ended;
    }

    private String answer(Row row) throws IOException {
        CompletableFuture<@Nullable String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return answers.readLine();
            } catch (IOException e) {
                return null;
            }
        });
        try {
            String said = line.get(ROW_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            if (said == null) {
                throw new IOException(peer.title() + " ended while it read \"" + row.title() + "\": " + tail());
            }
            return said;
        } catch (TimeoutException e) {
            process.destroyForcibly();
            ended = true;
            return "failed to finish within " + ROW_DEADLINE.toMinutes() + " min";
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + peer.title() + " read \"" + row.title() + "\"", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            rows.close();
        } catch (IOException gone) {
            // It ended before.
        }
        try {
            if (!process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String tail() throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
