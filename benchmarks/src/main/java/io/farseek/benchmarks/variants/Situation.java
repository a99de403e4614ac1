package io.farseek.benchmarks.variants;

import io.farseek.readahead.SimulatedNetwork;

/**
 * Where and how a trace is read. Nothing in it is a setting of the read-ahead but the pool's budget.
 *
 * @param poolBytes budget of the block pool that all readers share
 * @param readers that read at once
 * @param oneFile whether each reads its part of one file; else each reads a file of its own
 * @param thinkSeconds between two reads of a reader
 */
record Situation(SimulatedNetwork.Model network, long poolBytes, int readers, boolean oneFile, double thinkSeconds) {
    static final double USUAL_LATENCY_SECONDS = 0.020;
    static final double USUAL_BYTES_PER_SECOND = 60e6;
    static final long USUAL_POOL_BYTES = 256L << 20;

    /** One reader that does not think, 20 ms and 60 MB/s a connection away, with a pool of 256 MiB. */
    static final Situation USUAL = new Situation(
            SimulatedNetwork.Model.of(USUAL_LATENCY_SECONDS, USUAL_BYTES_PER_SECOND), USUAL_POOL_BYTES, 1, false, 0);

    Situation at(double latencySeconds, double bytesPerSecond) {
        return new Situation(
                SimulatedNetwork.Model.of(latencySeconds, bytesPerSecond), poolBytes, readers, oneFile, thinkSeconds);
    }

    Situation thinking(double seconds) {
        return new Situation(network, poolBytes, readers, oneFile, seconds);
    }

    Situation within(long bytes) {
        return new Situation(network, bytes, readers, oneFile, thinkSeconds);
    }

    /** Readers that share {@code totalBytesPerSecond}. */
    Situation shared(int by, boolean file, double totalBytesPerSecond) {
        return new Situation(
                new SimulatedNetwork.Model(
                        network.latencySeconds(),
                        network.connectSeconds(),
                        network.bytesPerSecond(),
                        totalBytesPerSecond),
                poolBytes,
                by,
                file,
                thinkSeconds);
    }
}
