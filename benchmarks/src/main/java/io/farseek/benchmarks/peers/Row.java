package io.farseek.benchmarks.peers;

import io.farseek.benchmarks.replay.TraceFile;
import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Trace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One row of the table: a trace and the way it is read.
 *
 * @param id names the row on the command line and to the replaying process
 * @param threads that share one stream; only {@link Way#POSITIONED} is for more than one
 * @param policy told to the connector at opening, Hadoop's {@code fs.option.openfile.read.policy}; empty for none
 */
record Row(String id, String title, Way way, int threads, String policy, Trace trace) {
    static final long OBJECT_BYTES = 256L << 20;

    private static final String TRACED = "trace";
    private static final char HINT = '@';
    private static final int KIB = 1 << 10;
    private static final long SEED = 1;

    /** How a trace is read. */
    enum Way {
        /** Seek, then read. */
        STREAM,
        /** Positioned reads, the trace's reads dealt out to the threads in turn. */
        POSITIONED,
        /** All ranges in one call of {@code readVectored}. */
        VECTORED
    }

    static List<Row> all() {
        Trace random = Trace.random(OBJECT_BYTES, 16 * KIB, 499, SEED);
        Trace rowByRow = Trace.baskets(OBJECT_BYTES, 61, 5, 64 * KIB, true, SEED);
        Trace byBranch = Trace.baskets(OBJECT_BYTES, 61, 5, 64 * KIB, false, SEED);
        Trace chunks = Trace.columnChunks(OBJECT_BYTES, 32, 1900 * KIB);
        return List.of(
                stream("sequential", "sequential, 1 MiB reads", Trace.sequential(OBJECT_BYTES, 1024 * KIB)),
                stream("random", "499 random reads of 16 KiB", random),
                new Row("random-8-threads", "the same, 8 threads on one stream", Way.POSITIONED, 8, "", random),
                stream("skips", "forward skips, 32 KiB reads", Trace.skips(OBJECT_BYTES, 32 * KIB, 482, SEED)),
                stream(
                        "backward",
                        "400 backward reads of 64 KiB",
                        Trace.steps("backward", OBJECT_BYTES, OBJECT_BYTES / 2, -64L * KIB, 64 * KIB, 400)),
                stream("root-rows", "ROOT-like, 5 branches row by row", rowByRow),
                stream("root-branches", "ROOT-like, branch by branch", byBranch),
                stream("parquet", "Parquet-like, 34 reads", chunks),
                new Row("random-vectored", "vectored: random", Way.VECTORED, 1, "", apart(random)),
                new Row("root-rows-vectored", "vectored: ROOT, row by row", Way.VECTORED, 1, "", rowByRow),
                new Row("root-branches-vectored", "vectored: ROOT, branch by branch", Way.VECTORED, 1, "", byBranch),
                new Row("parquet-vectored", "vectored: Parquet", Way.VECTORED, 1, "", chunks));
    }

    /** Without the reads that overlap an earlier one: Hadoop's vectored reads refuse them. */
    private static Trace apart(Trace trace) {
        List<ByteRange> reads = new ArrayList<>();
        for (ByteRange each : trace.reads()) {
            if (reads.stream().noneMatch(each::overlaps)) {
                reads.add(each);
            }
        }
        return new Trace(trace.name(), trace.objectLength(), reads);
    }

    /** Reads for latency percentiles, meant for connectors that fetch nothing ahead. */
    private static Row single() {
        return new Row(
                "single",
                "4000 random reads of 16 KiB, 8 threads",
                Way.POSITIONED,
                8,
                "",
                Trace.random(OBJECT_BYTES, 16 * KIB, 4000, SEED));
    }

    /**
     * A trace of one's own, from a file of {@code offset,length} lines.
     *
     * @throws IllegalArgumentException when it cannot be read or reaches beyond the object that is read
     */
    static Row traced(Path file, Way way, int threads) {
        List<ByteRange> reads;
        try {
            reads = TraceFile.read(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        for (ByteRange each : reads) {
            if (each.end() > OBJECT_BYTES) {
                throw new IllegalArgumentException(
                        file + " reads " + each + ", and the object has " + OBJECT_BYTES + " bytes");
            }
        }
        Trace trace = new Trace(file.getFileName().toString(), OBJECT_BYTES, reads);
        String name = way.name().toLowerCase(Locale.ROOT);
        return new Row(
                String.join(
                        ";",
                        TRACED,
                        name,
                        String.valueOf(threads),
                        // The hint begins at the last such sign.
                        file.toAbsolutePath().toUri().toString().replace(String.valueOf(HINT), "%40")),
                trace.name() + ", " + name + (threads > 1 ? ", " + threads + " threads" : ""),
                way,
                threads,
                "",
                way == Way.VECTORED ? apart(trace) : trace);
    }

    /** The same, opened with a hint. */
    Row hinted(String hint) {
        return hint.isEmpty() ? this : new Row(id + HINT + hint, title + ", hint " + hint, way, threads, hint, trace);
    }

    /** Its name as a cell of a table of comma-separated values. */
    String cell() {
        return id.replace(',', ' ');
    }

    /** The row of that name, which is what {@link #id} says. */
    static Row of(String id) {
        int hint = id.lastIndexOf(HINT);
        if (hint >= 0) {
            return of(id.substring(0, hint)).hinted(id.substring(hint + 1));
        }
        if (id.startsWith(TRACED + ";")) {
            String[] parts = id.split(";", 4);
            return traced(
                    Path.of(URI.create(parts[3])),
                    Way.valueOf(parts[1].toUpperCase(Locale.ROOT)),
                    Integer.parseInt(parts[2]));
        }
        return Stream.concat(all().stream(), Stream.of(single()))
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no row " + id + "; there are "
                        + all().stream().map(Row::id).toList()));
    }

    private static Row stream(String id, String title, Trace trace) {
        return new Row(id, title, Way.STREAM, 1, "", trace);
    }
}
