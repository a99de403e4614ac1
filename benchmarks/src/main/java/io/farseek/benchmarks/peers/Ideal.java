package io.farseek.benchmarks.peers;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.Trace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The soonest that a reader who knows all reads in advance could have their bytes, over so many connections: requests of neighbouring reads
 * merged across the gap that is best for the trace, transfers spread evenly.
 */
record Ideal(double latencySeconds, double connectionBytesPerSecond, int connections) {
    private static final long LEAST_GAP = 4 << 10;

    double seconds(Trace trace) {
        double best = Double.MAX_VALUE;
        for (long gap = 0; gap <= trace.objectLength(); gap = Math.max(LEAST_GAP, 2 * gap)) {
            best = Math.min(best, seconds(merge(trace.reads(), gap)));
        }
        return best;
    }

    private double seconds(List<ByteRange> requests) {
        long bytes = requests.stream().mapToLong(ByteRange::length).sum();
        // A connection sends one request after the other; long requests can be cut so that every connection has its
        // share.
        double rounds = Math.ceil((double) requests.size() / connections);
        return rounds * latencySeconds + bytes / (connections * connectionBytesPerSecond);
    }

    private static List<ByteRange> merge(List<ByteRange> reads, long gap) {
        List<ByteRange> merged = new ArrayList<>();
        for (ByteRange each : reads.stream()
                .sorted(Comparator.comparingLong(ByteRange::start))
                .toList()) {
            ByteRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && each.start() - last.end() <= gap) {
                merged.set(merged.size() - 1, new ByteRange(last.start(), Math.max(last.end(), each.end())));
            } else {
                merged.add(each);
            }
        }
        return merged;
    }
}
