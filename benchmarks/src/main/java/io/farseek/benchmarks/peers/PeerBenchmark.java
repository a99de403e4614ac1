package io.farseek.benchmarks.peers;

import io.farseek.benchmarks.store.SimulatedStore;
import io.farseek.benchmarks.tool.CommandLine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** The {@code farseek bench peers} tool: every row through every connector, side by side. */
public final class PeerBenchmark {
    private static final List<String> WARM_UP =
            List.of("parquet", "sequential", "random-8-threads", "parquet-vectored", "sequential");

    private final PeerOptions options;
    private final PrintStream out;
    private int names;

    private PeerBenchmark(PeerOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    /** Exit code 0 when it ran, 2 when it was asked for something it cannot do, 1 when it could not run. */
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (CommandLine.asksForHelp(arguments)) {
            out.print(PeerOptions.USAGE);
            return 0;
        }
        try {
            new PeerBenchmark(PeerOptions.parse(arguments), out).run();
            return 0;
        } catch (IllegalArgumentException e) {
            err.print("farseek bench peers: " + e.getMessage() + System.lineSeparator() + PeerOptions.USAGE);
            return 2;
        } catch (IOException e) {
            err.print("farseek bench peers: " + e.getMessage());
            return 1;
        }
    }

    private void run() throws IOException {
        Files.createDirectories(options.out());
        Path folder = Files.createTempDirectory("farseek-peers");
        try (SimulatedStore store = options.wire().start(folder, options.limits());
                PeerRequests requests = new PeerRequests(store, options.out())) {
            Path object = object(Files.createDirectory(folder.resolve("bucket")));
            List<Measurement> measurements = new ArrayList<>();
            for (Peer each : options.peers()) {
                measurements.addAll(measure(each, store, requests, object));
            }
            PeerTable table = new PeerTable(options, measurements);
            table.write();
            out.print(table.markdown());
            out.println(System.lineSeparator() + "Written: " + options.out().toAbsolutePath());
        } finally {
            delete(folder);
        }
    }

    private List<Measurement> measure(Peer peer, SimulatedStore store, PeerRequests requests, Path object)
            throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        List<Row> rows = options.rows();
        while (!rows.isEmpty()) {
            List<Measurement> some = measureUntilOneHangs(peer, rows, store, requests, object);
            measurements.addAll(some);
            rows = rows.subList(some.size(), rows.size());
        }
        return measurements;
    }

    private List<Measurement> measureUntilOneHangs(
            Peer peer, List<Row> rows, SimulatedStore store, PeerRequests requests, Path object) throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        Path log = options.out().resolve(peer.id() + ".log");
        Path temporary = Files.createDirectories(
                object.resolveSibling("../temporary/" + peer.id()).normalize());
        try (PeerProcess process = PeerProcess.start(
                peer, classPath(peer), store.endpoint(), object, options.heapMegabytes(), log, temporary)) {
            // Classes are loaded and compiled by reads that are not counted.
            long warm = System.nanoTime() + options.warmUp().toNanos();
            for (int i = 0; (i < WARM_UP.size() || System.nanoTime() < warm) && !process.ended(); i++) {
                process.replay(Row.of(WARM_UP.get(i % WARM_UP.size())), List.of(another(store, object, peer)));
            }
            for (int i = 0; i < rows.size() && (measurements.isEmpty() || !process.ended()); i++) {
                Measurement median = median(peer, rows.get(i), process, store, requests, object);
                say(median);
                measurements.add(median);
            }
        }
        return measurements;
    }

    private void say(Measurement median) {
        String figures = String.format(
                Locale.ROOT,
                "%7.2f s %6d requests %7.1f MiB",
                median.seconds(),
                median.requests(),
                median.bytes() / 1048576.0);
        out.printf(
                Locale.ROOT,
                "%-30s %-34s %s%n",
                median.peer().title(),
                median.row().title(),
                median.failure() == null ? figures : median.failure());
    }

    private Measurement median(
            Peer peer, Row row, PeerProcess process, SimulatedStore store, PeerRequests requests, Path object)
            throws IOException {
        List<Measurement> runs = new ArrayList<>();
        for (int i = 0; i < options.repeat(); i++) {
            List<URI> objects = new ArrayList<>();
            for (int reader = 0; reader < options.readers(); reader++) {
                objects.add(another(store, object, peer));
            }
            SimulatedStore.Traffic before = store.traffic();
            requests.begin();
            PeerProcess.Answer answer = process.replay(row, objects);
            SimulatedStore.Traffic after = store.traffic();
            requests.end(peer, row, i);
            runs.add(new Measurement(
                    peer,
                    row,
                    answer.seconds(),
                    answer.cpuSeconds(),
                    answer.latencies(),
                    after.gets() - before.gets(),
                    after.bytesSent() - before.bytesSent(),
                    answer.failure()));
            if (answer.failure() != null) {
                return runs.get(i);
            }
        }
        runs.sort(Comparator.comparingDouble(Measurement::seconds));
        return runs.get(runs.size() / 2);
    }

    /** The same object under a name of its own: no run finds what an earlier one has fetched. */
    private URI another(SimulatedStore store, Path object, Peer peer) throws IOException {
        String name = peer.id() + "-" + ++names;
        Files.createLink(object.resolveSibling(name), object);
        return options.wire().uri(store, name);
    }

    private static Path object(Path bucket) throws IOException {
        Path object = bucket.resolve("object");
        SplittableRandom random = new SplittableRandom(1);
        byte[] piece = new byte[1 << 20];
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(object))) {
            for (long at = 0; at < Row.OBJECT_BYTES; at += piece.length) {
                random.nextBytes(piece);
                file.write(piece);
            }
        }
        return object;
    }

    /** Our own classes, for the replaying program, and the connector's class path as the script resolved it. */
    private static String classPath(Peer peer) throws IOException {
        Path resolved = Path.of(System.getProperty("farseek.peers", ""), peer.classPath() + ".run");
        if (!Files.exists(resolved)) {
            throw new IllegalArgumentException("no class path for " + peer.title() + " in " + resolved
                    + ": start this with ./farseek bench peers");
        }
        return Files.readString(resolved).strip();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
