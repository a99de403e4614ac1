package io.farseek.readahead;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Reads one after another through a file, and what they cost when replayed. */
public record Trace(String name, long objectLength, List<ByteRange> reads) {
    public Trace {
        reads = List.copyOf(reads);
    }

    /** What a replay cost, in the network's own time. */
    public record Cost(double seconds, int requests, long requestedBytes, long usefulBytes) {
        public double amplification() {
            return (double) requestedBytes / usefulBytes;
        }
    }

    public long usefulBytes() {
        return reads.stream().mapToLong(ByteRange::length).sum();
    }

    /** Reads in order, checks every byte, and says what it cost. */
    public Cost replay(SimulatedNetwork network, ReadAhead file) throws IOException {
        double began = network.seconds();
        int before = network.log().size();
        long bytesBefore = network.requestedBytes();
        for (ByteRange each : reads) {
            ByteBuffer target = ByteBuffer.allocate((int) each.length());
            file.readFully(each.start(), target);
            check(each, target.flip());
        }
        return new Cost(
                network.seconds() - began,
                network.log().size() - before,
                network.requestedBytes() - bytesBefore,
                usefulBytes());
    }

    /** All at once, as one vectored read. */
    public Cost replayVectored(SimulatedNetwork network, ReadAhead file) throws IOException {
        double began = network.seconds();
        var futures = file.readVectored(reads, ByteBuffer::allocate);
        while (!futures.stream().allMatch(each -> each.isDone())) {
            network.pass(0.001);
        }
        double ended = network.seconds();
        for (int i = 0; i < reads.size(); i++) {
            check(reads.get(i), futures.get(i).join());
        }
        return new Cost(ended - began, network.log().size(), network.requestedBytes(), usefulBytes());
    }

    /** Throws unless {@code got} holds just the bytes that a simulated object has in {@code range}. */
    public static void check(ByteRange range, ByteBuffer got) {
        if (got.remaining() != range.length()) {
            throw new AssertionError("read " + got.remaining() + " bytes of " + range);
        }
        byte[] bytes = new byte[got.remaining()];
        got.duplicate().get(bytes);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != SimulatedNetwork.byteAt(range.start() + i)) {
                throw new AssertionError("wrong byte at " + (range.start() + i));
            }
        }
    }

    static final long MIB = 1 << 20;
    static final int KIB = 1 << 10;

    public static Trace sequential(long objectLength, int readLength) {
        List<ByteRange> reads = new ArrayList<>();
        for (long at = 0; at < objectLength; at += readLength) {
            reads.add(new ByteRange(at, Math.min(objectLength, at + readLength)));
        }
        return new Trace("sequential", objectLength, reads);
    }

    /** {@code count} reads, each beginning {@code step} bytes after the one before; backward when negative. */
    public static Trace steps(String name, long objectLength, long first, long step, int length, int count) {
        List<ByteRange> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reads.add(ByteRange.of(first + i * step, length));
        }
        return new Trace(name, objectLength, reads);
    }

    public static Trace random(long objectLength, int length, int count, long seed) {
        Random random = new Random(seed);
        List<ByteRange> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reads.add(ByteRange.of((long) (random.nextDouble() * (objectLength - length)), length));
        }
        return new Trace("random", objectLength, reads);
    }

    /** Forward with gaps of random length, to the end of the object. */
    public static Trace skips(long objectLength, int length, int count, long seed) {
        Random random = new Random(seed);
        List<ByteRange> reads = new ArrayList<>();
        double at = 0;
        double mean = (double) objectLength / count - length;
        while (at + length < objectLength) {
            reads.add(ByteRange.of((long) at, length));
            at += length + random.nextDouble() * 2 * mean;
        }
        return new Trace("forward skips", objectLength, reads);
    }

    public static Trace pingPong(long objectLength, long one, long other, int length, int count) {
        List<ByteRange> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reads.add(ByteRange.of((i % 2 == 0 ? one : other) + (long) (i / 2) * length, length));
        }
        return new Trace("ping-pong", objectLength, reads);
    }

    /**
     * A columnar file: clusters of baskets, some of whose branches are read; row by row (all branches of a cluster, then the next cluster)
     * or branch by branch.
     */
    public static Trace baskets(
            long objectLength, int clusters, int branches, int basket, boolean rowByRow, long seed) {
        Random random = new Random(seed);
        List<List<ByteRange>> byCluster = new ArrayList<>();
        long clusterBytes = objectLength / clusters;
        long[] offsets =
                random.longs(branches, 0, clusterBytes - 2L * basket).sorted().toArray();
        for (int c = 0; c < clusters; c++) {
            List<ByteRange> row = new ArrayList<>();
            for (long offset : offsets) {
                int jitter = random.nextInt(basket / 4);
                row.add(ByteRange.of(c * clusterBytes + offset + jitter, basket - jitter));
            }
            byCluster.add(row);
        }
        List<ByteRange> reads = new ArrayList<>();
        if (rowByRow) {
            byCluster.forEach(reads::addAll);
        } else {
            for (int b = 0; b < branches; b++) {
                int branch = b;
                byCluster.forEach(row -> reads.add(row.get(branch)));
            }
        }
        return new Trace(rowByRow ? "baskets, row by row" : "baskets, branch by branch", objectLength, reads);
    }

    /** A footer, then column chunks in order. */
    public static Trace columnChunks(long objectLength, int chunks, int chunkBytes) {
        List<ByteRange> reads = new ArrayList<>();
        reads.add(new ByteRange(objectLength - 8, objectLength));
        reads.add(new ByteRange(objectLength - 40_000, objectLength - 8));
        long apart = (objectLength - 100_000) / chunks;
        for (int i = 0; i < chunks; i++) {
            reads.add(ByteRange.of(4 + i * apart, Math.min(chunkBytes, apart)));
        }
        return new Trace("column chunks", objectLength, reads);
    }

    public Trace shuffled(long seed) {
        List<ByteRange> mixed = new ArrayList<>(reads);
        Collections.shuffle(mixed, new Random(seed));
        return new Trace(name + ", shuffled", objectLength, mixed);
    }
}
