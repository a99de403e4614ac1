package io.farseek.benchmarks.peers;

import io.farseek.benchmarks.store.StoreLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code farseek bench peers} is asked for.
 *
 * @param command the command line that asks for it, for the page
 * @param warmUp how long reads that do not count go before those that do
 */
record PeerOptions(
        String command,
        List<Peer> peers,
        List<Row> rows,
        int latencyMillis,
        long bytesPerSecond,
        int repeat,
        Duration warmUp,
        int heapMegabytes,
        Path out) {
    static final String USAGE = """
            Usage: ./farseek bench peers [options]

            Reads a 256 MiB object through each connector, in a process of its own, from a store on this machine that is as slow as
            a distant one, compares every byte, and writes peers.csv, peers.md and peers.svg.

              --peers A,B        farseek, s3a-analytics, s3a-classic, s3a-prefetch, s3a-3.4.3; all by default
              --rows A,B         the rows to read; all by default
              --latency MS       to the first byte, 20 by default
              --bandwidth MB/S   of one connection, 60 by default
              --repeat N         the median of N runs, 1 by default
              --heap MB          of each connector's process, 4096 by default
              --out FOLDER       benchmarks/target/peers by default
              --quick            two peers, four rows: a few seconds
            """;

    static PeerOptions parse(List<String> arguments) {
        List<Peer> peers = Peer.all();
        List<Row> rows = Row.all();
        int latency = 20;
        long bandwidth = 60;
        int repeat = 1;
        Duration warmUp = Duration.ofSeconds(15);
        int heap = 4096;
        Path out = Path.of("benchmarks", "target", "peers");
        for (int i = 0; i < arguments.size(); i++) {
            String option = arguments.get(i);
            if (option.equals("--quick")) {
                peers = List.of(Peer.of("farseek"), Peer.of("s3a-analytics"));
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
                case "--peers" -> peers = named(value, Peer::of);
                case "--rows" -> rows = named(value, Row::of);
                case "--latency" -> latency = (int) number(option, value, 0, 10_000);
                case "--bandwidth" -> bandwidth = number(option, value, 1, 100_000);
                case "--repeat" -> repeat = (int) number(option, value, 1, 99);
                case "--heap" -> heap = (int) number(option, value, 64, 1 << 20);
                case "--out" -> out = Path.of(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new PeerOptions(
                ("./farseek bench peers " + String.join(" ", arguments)).strip(),
                peers,
                rows,
                latency,
                bandwidth * 1_000_000,
                repeat,
                warmUp,
                heap,
                out);
    }

    StoreLimits limits() {
        return new StoreLimits(Duration.ofMillis(latencyMillis), bytesPerSecond, 0, 0);
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
