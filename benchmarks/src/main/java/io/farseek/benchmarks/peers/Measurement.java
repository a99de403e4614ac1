package io.farseek.benchmarks.peers;

import org.jspecify.annotations.Nullable;

/**
 * What one peer took for one row, the median of its repetitions by seconds.
 *
 * @param cpuSeconds of the connector's process
 * @param latencies of the single reads, of all readers together
 * @param requests GETs
 * @param bytes sent by the store
 * @param failure why the row has no figures, or null
 */
record Measurement(
        Peer peer,
        Row row,
        double seconds,
        double cpuSeconds,
        ReadLatencies latencies,
        long requests,
        long bytes,
        @Nullable String failure) {}
