package io.farseek.benchmarks.peers;

import io.farseek.benchmarks.store.FirstByte;
import io.farseek.benchmarks.store.StoreLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
    static final String USAGE = """
            Usage: ./farseek bench peers [options]

            Reads a 256 MiB object through each connector, in a process of its own, from a store on this machine that is as slow as
            a distant one, compares every byte, and writes peers.csv, peers.md and peers.svg.

              --wire NAME        s3, or xrootd: the same store behind that protocol, for farseek and farseek-direct
              --peers A,B        farseek, s3a-analytics, s3a-classic, s3a-prefetch, s3a-3.4.3, which is the default; farseek-direct
                                 (no read-ahead), farseek-direct-unhedged
              --rows A,B         the rows to read; all by default, but "single", 4000 reads that no read-ahead can help
              --latency MS       to the first byte, 20 by default
              --bandwidth MB/S   of one connection, 60 by default
              --total MB/S       of all connections together; no limit by default
              --readers N        that read an object each, all at once, in one process; 1 by default
              --tail PERCENT:MS  so many first bytes take so long
              --spread PERCENT   first bytes are spread log-normally around the latency, with this standard deviation of the logarithm
              --connect MS       that a new connection takes more
              --rate N           requests a second; more are answered with 503
              --degraded PERCENT so many connections carry a tenth
              --repeat N         the median of N runs, 1 by default
              --heap MB          of each connector's process, 4096 by default
              --out FOLDER       benchmarks/target/peers by default
              --quick            two peers, four rows: a few seconds
              --all              first of all: these rows, the same over the XRootD wire, Oracle's connector and XrdCl, with a folder
                                 for each below --out and all tables in peers-all.md; what cannot run is left out and named
            """;

    static PeerOptions parse(List<String> arguments) {
        Wire wire = Wire.S3;
        List<Peer> peers = List.of();
        List<Row> rows = Row.all();
        Map<String, Long> store = new HashMap<>();
        String tail = "0:0";
        double spread = 0;
        int readers = 1;
        int repeat = 1;
        Duration warmUp = Duration.ofSeconds(15);
        int heap = 4096;
        Path out = Path.of("benchmarks", "target", "peers");
        boolean quick = false;
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--quick")) {
                quick = true;
                rows = List.of(
                        Row.of("sequential"), Row.of("backward"), Row.of("root-rows"), Row.of("parquet-vectored"));
                warmUp = Duration.ZERO;
                continue;
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException(option + " needs a value, or is no option");
            }
            String value = arguments.get(++i);
            switch (option) {
                case "--wire" -> wire = Wire.of(value);
                case "--peers" -> peers = named(value, Peer::of);
                case "--rows" -> rows = named(value, Row::of);
                case "--latency", "--connect" -> store.put(option, number(option, value, 0, 10_000));
                case "--bandwidth", "--total", "--rate" -> store.put(option, number(option, value, 1, 100_000));
                case "--degraded" -> store.put(option, number(option, value, 0, 100));
                case "--tail" -> tail = value;
                case "--spread" -> spread = number(option, value, 0, 200) / 100.0;
                case "--readers" -> readers = (int) number(option, value, 1, 256);
                case "--repeat" -> repeat = (int) number(option, value, 1, 99);
                case "--heap" -> heap = (int) number(option, value, 64, 1 << 20);
                case "--out" -> out = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new PeerOptions(
                ("./farseek bench peers " + String.join(" ", arguments)).strip(),
                wire,
                peers.isEmpty() ? quick ? wire.two() : wire.peers() : peers,
                rows,
                limits(store, tail, spread),
                readers,
                repeat,
                warmUp,
                heap,
                out);
    }

    private static StoreLimits limits(Map<String, Long> store, String tail, double spread) {
        String[] percentAndMillis = tail.split(":", 2);
        if (percentAndMillis.length < 2) {
            throw new IllegalArgumentException("--tail takes PERCENT:MS, such as 1:400, not " + tail);
        }
        long bandwidth = 1_000_000 * store.getOrDefault("--bandwidth", 60L);
        return new StoreLimits(
                new FirstByte(
                        Duration.ofMillis(store.getOrDefault("--latency", 20L)),
                        spread,
                        number("--tail", percentAndMillis[0], 0, 100) / 100.0,
                        Duration.ofMillis(number("--tail", percentAndMillis[1], 0, 60_000))),
                Duration.ofMillis(store.getOrDefault("--connect", 0L)),
                bandwidth,
                1_000_000 * store.getOrDefault("--total", 0L),
                store.getOrDefault("--rate", 0L),
                store.containsKey("--rate"),
                store.getOrDefault("--degraded", 0L) / 100.0,
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

    private static <T> List<T> named(String value, java.util.function.Function<String, T> of) {
        List<T> all = new ArrayList<>();
        for (String each : value.split(",", -1)) {
            all.add(of.apply(each));
        }
        return all;
    }

    private static long number(String option, String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(option + " takes a number from " + least + " to " + most + ", not " + value);
    }
}
