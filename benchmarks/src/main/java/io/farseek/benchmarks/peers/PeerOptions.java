package io.farseek.benchmarks.peers;

import io.farseek.benchmarks.store.FirstByte;
import io.farseek.benchmarks.store.StoreLimits;
import io.farseek.benchmarks.tool.CommandLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What {@code farseek bench peers} is asked for.
 *
 * @param command the command line that asks for it, for the page
 * @param wire the protocol that store and connectors speak
 * @param readers that read an object each, at once
 * @param warmUp how long reads that do not count go before those that do
 */
record PeerOptions(
        String command,
        Wire wire,
        List<Peer> peers,
        List<Row> rows,
        StoreLimits limits,
        int readers,
        int repeat,
        Duration warmUp,
        int heapMegabytes,
        Path out) {
    private static final Duration WARM_UP = Duration.ofSeconds(15);

    static final String USAGE = CommandLine.help("peers");

    static PeerOptions parse(List<String> arguments) {
        CommandLine line = new CommandLine()
                .option("--wire", "s3")
                .option("--peers", "")
                .option("--rows", "")
                .option("--trace", "")
                .option("--way", "stream")
                .option("--threads", 1)
                .option("--policy", "")
                .option("--latency", 20)
                .option("--connect", 0)
                .option("--bandwidth", 60)
                .option("--total", 0)
                .option("--rate", 0)
                .option("--degraded", 0)
                .option("--tail", "0:0")
                .option("--spread", 0)
                .option("--readers", 1)
                .option("--repeat", 1)
                .option("--heap", 4096)
                .out(Path.of("benchmarks", "target", "peers").toString())
                .flag("--quick", Map.of("--rows", "sequential,backward,root-rows,parquet-vectored"))
                .parse(arguments);
        Wire wire = Wire.of(line.text("--wire"));
        List<Peer> peers = line.has("--quick") ? wire.two() : wire.peers();
        return new PeerOptions(
                ("./farseek bench peers " + String.join(" ", arguments)).strip(),
                wire,
                line.given("--peers")
                        ? line.list("--peers").stream().map(Peer::of).toList()
                        : peers,
                rows(line),
                limits(line),
                line.count("--readers", 1, 256),
                line.count("--repeat", 1, 99),
                line.has("--quick") ? Duration.ZERO : WARM_UP,
                line.count("--heap", 64, 1 << 20),
                line.out());
    }

    private static List<Row> rows(CommandLine line) {
        List<Row> rows = new ArrayList<>();
        if (line.given("--rows") || (line.has("--quick") && !line.given("--trace"))) {
            line.list("--rows").forEach(each -> rows.add(Row.of(each)));
        } else if (!line.given("--trace")) {
            rows.addAll(Row.all());
        }
        if (line.given("--trace")) {
            rows.add(Row.traced(
                    Path.of(line.text("--trace")), way(line.text("--way")), line.count("--threads", 1, 256)));
        }
        return rows.stream().map(each -> each.hinted(line.text("--policy"))).toList();
    }

    private static Row.Way way(String name) {
        for (Row.Way each : Row.Way.values()) {
            if (each.name().equalsIgnoreCase(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("--way takes stream, positioned or vectored, not " + name);
    }

    private static StoreLimits limits(CommandLine line) {
        String[] percentAndMillis = line.text("--tail").split(":", 2);
        if (percentAndMillis.length < 2) {
            throw new IllegalArgumentException("--tail takes PERCENT:MS, such as 1:400, not " + line.text("--tail"));
        }
        long bandwidth = 1_000_000 * line.number("--bandwidth", 1, 100_000);
        return new StoreLimits(
                new FirstByte(
                        Duration.ofMillis(line.number("--latency", 0, 10_000)),
                        line.number("--spread", 0, 200) / 100.0,
                        CommandLine.number("--tail", percentAndMillis[0], 0, 100) / 100.0,
                        Duration.ofMillis(CommandLine.number("--tail", percentAndMillis[1], 0, 60_000))),
                Duration.ofMillis(line.number("--connect", 0, 10_000)),
                bandwidth,
                1_000_000 * line.number("--total", 0, 100_000),
                line.number("--rate", 0, 100_000),
                line.number("--rate", 0, 100_000) > 0,
                line.number("--degraded", 0, 100) / 100.0,
                bandwidth / 10);
    }

    /** To the first byte, of most requests. */
    long latencyMillis() {
        return limits.firstByte().usual().toMillis();
    }

    /** Of one connection. */
    long bytesPerSecond() {
        return limits.connectionBytesPerSecond();
    }
}
