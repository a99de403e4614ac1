package io.farseek.readahead;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes requests of ranges. Two neighbours become one request when reading through the gap between them costs less than a second request;
 * long stretches are cut so that several requests move them at once.
 */
final class Coalescer {
    /** No request is longer: longer ones gain nothing and lose more when they break. */
    static final long MOST_PIECE_BYTES = 8 << 20;

    private static final long LEAST_PIECE_BYTES = 1 << 20;
    private static final long LEAST_FINE_PIECE_BYTES = 512 << 10;

    // Each request costs the store and this JVM something too: a plan with more of them has to be this much of a
    // latency faster for each.
    private static final double REQUEST_WEIGHT = 1.0 / 64;

    /** A range of a native vector request costs the server about what it takes to move this much more. */
    private static final long VECTOR_GAP_BYTES = 16 << 10;

    private Coalescer() {}

    /** Sorts and merges ranges that overlap or lie at most {@code gap} bytes apart. Empty ranges vanish. */
    static List<ByteRange> merge(List<ByteRange> ranges, long gap) {
        List<ByteRange> sorted = new ArrayList<>(ranges);
        sorted.removeIf(ByteRange::isEmpty);
        sorted.sort(Comparator.comparingLong(ByteRange::start));
        List<ByteRange> merged = new ArrayList<>(sorted.size());
        for (ByteRange each : sorted) {
            ByteRange last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && each.start() - last.end() <= gap) {
                merged.set(merged.size() - 1, new ByteRange(last.start(), Math.max(last.end(), each.end())));
            } else {
                merged.add(each);
            }
        }
        return merged;
    }

    /**
     * The requests for all of {@code ranges}. A store with native vector reads is asked for the ranges themselves, since many of them cost one
     * round trip; only ranges too long for a vector become plain requests. Others are asked as {@link #requests(List, CostEstimate, int)} says.
     */
    static List<ByteRange> requests(List<ByteRange> ranges, CostEstimate cost, Capabilities store, int parallel) {
        if (!store.nativeVectors()) {
            return requests(ranges, cost, parallel);
        }
        List<ByteRange> pieces = new ArrayList<>();
        List<ByteRange> tooLong = new ArrayList<>();
        for (ByteRange each : merge(ranges, VECTOR_GAP_BYTES)) {
            (store.vectorWorthy(each) ? pieces : tooLong).add(each);
        }
        pieces.addAll(cut(tooLong, cost, parallel));
        return pieces;
    }

    /**
     * The requests that bring all of {@code ranges} soonest, {@code parallel} at once. Tries the break-even gap and fractions of it: where
     * there are fewer ranges than requests may run at once, gaps are not worth reading through; where there are many more, they are.
     */
    static List<ByteRange> requests(List<ByteRange> ranges, CostEstimate cost, int parallel) {
        List<ByteRange> apart = merge(ranges, 0);
        List<ByteRange> best = List.of();
        double bestCost = Double.MAX_VALUE;
        for (long gap = cost.breakEvenGap(); ; gap /= 2) {
            List<ByteRange> candidate = cut(gap < 1024 ? apart : merge(apart, gap), cost, parallel);
            double candidateCost = cost(candidate, cost, parallel);
            if (candidateCost < bestCost) {
                best = candidate;
                bestCost = candidateCost;
            }
            if (gap < 1024) {
                return best;
            }
        }
    }

    /**
     * Requests that somebody waits for, cut finer while that brings all of them sooner: where few ranges are wanted together, the longest
     * decides when they are there. Not on a way that others share, where more requests would only take from theirs.
     */
    static List<ByteRange> finer(List<ByteRange> requests, CostEstimate cost, int parallel) {
        List<ByteRange> best = requests;
        double bestCost = cost(best, cost, parallel);
        long piece = cost.idle() ? pieceBytes(total(requests), cost, parallel) / 2 : 0;
        for (; piece >= LEAST_FINE_PIECE_BYTES; piece /= 2) {
            List<ByteRange> candidate = cutAll(requests, piece);
            double candidateCost = cost(candidate, cost, parallel);
            if (candidateCost < bestCost) {
                best = candidate;
                bestCost = candidateCost;
            }
        }
        return best;
    }

    /** Cuts what is long enough that several requests at once bring it sooner. */
    static List<ByteRange> cut(List<ByteRange> ranges, CostEstimate cost, int parallel) {
        return cutAll(ranges, pieceBytes(total(ranges), cost, parallel));
    }

    private static List<ByteRange> cutAll(List<ByteRange> ranges, long piece) {
        List<ByteRange> pieces = new ArrayList<>(ranges.size());
        for (ByteRange each : ranges) {
            cutInto(each, piece, pieces);
        }
        return pieces;
    }

    /** As much of {@code ranges}, sorted and apart, as {@code bytes} allow, from {@code position} on and then from the first. */
    static List<ByteRange> upTo(long bytes, List<ByteRange> ranges, long position) {
        int first = 0;
        while (first < ranges.size() - 1 && ranges.get(first).end() <= position) {
            first++;
        }
        List<ByteRange> taken = new ArrayList<>(ranges.size());
        long left = bytes;
        for (int i = 0; i < ranges.size() && left > 0; i++) {
            ByteRange each = ranges.get((first + i) % ranges.size());
            ByteRange part = new ByteRange(each.start(), Math.min(each.end(), each.start() + left));
            taken.add(part);
            left -= part.length();
        }
        return taken;
    }

    /** The bytes of all of them. */
    static long total(List<ByteRange> ranges) {
        long total = 0;
        for (ByteRange each : ranges) {
            total += each.length();
        }
        return total;
    }

    /** How long the requests for {@code total} bytes should be: as long as keeps all parallel requests busy, and worth their latency. */
    static long pieceBytes(long total, CostEstimate cost, int parallel) {
        long worthwhile = Bounds.within(LEAST_PIECE_BYTES, cost.latencyBytes(), MOST_PIECE_BYTES);
        return Bounds.within(worthwhile, total / parallel, MOST_PIECE_BYTES);
    }

    /** Cuts one range into equal pieces of about {@code piece} bytes, at most {@link #MOST_PIECE_BYTES} each. */
    static void cutInto(ByteRange range, long piece, List<ByteRange> into) {
        // A remainder of less than half a piece rides along with the others.
        long pieces = Math.max(1, (range.length() + piece / 2) / piece);
        pieces = Math.max(pieces, (range.length() + MOST_PIECE_BYTES - 1) / MOST_PIECE_BYTES);
        long start = range.start();
        for (long i = 0; i < pieces; i++) {
            long end = range.start() + range.length() * (i + 1) / pieces;
            into.add(new ByteRange(start, end));
            start = end;
        }
    }

    private static double cost(List<ByteRange> requests, CostEstimate cost, int parallel) {
        double all = 0;
        double longest = 0;
        long bytes = 0;
        for (ByteRange each : requests) {
            double seconds = cost.seconds(each.length(), 1);
            all += seconds;
            longest = Math.max(longest, seconds);
            bytes += each.length();
        }
        double slowest = Math.max(Math.max(longest, all / parallel), bytes / cost.totalBytesPerSecond());
        return slowest + requests.size() * REQUEST_WEIGHT * cost.latencySeconds();
    }
}
