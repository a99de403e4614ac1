package io.farseek.readahead;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rent or buy, per region of a file. Each miss in a region is rent: it adds the seconds it cost to the region's debt. A region is bought,
 * that is fetched whole, when its debt has reached its price, so that in the worst case a reader pays twice what one who knew the future
 * would have paid (Karlin, Manasse, Rudolph and Sleator, Competitive snoopy caching, 1988). Regions nest, so that a
 * file read all over is soon bought in large pieces and one read in a corner only there.
 */
final class RegionDebt {
    /** From small to large; the last stands for files up to its size as a whole. */
    private static final int[] LEVEL_SHIFTS = {20, 23, 26, 29};

    private static final int MOST_REGIONS = 1024;

    private static final double RENT_TO_PRICE = 0.9;

    /** So many reads served by a bought region show that its neighbour is worth buying at the first miss. */
    private static final int HITS_TO_GO_ON = 4;

    private int boughtLevel = -1;
    private long boughtIndex;
    private int boughtHits;

    private final Map<Long, double[]> debts = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, double[]> eldest) {
            return size() > MOST_REGIONS;
        }
    };

    static int levels() {
        return LEVEL_SHIFTS.length;
    }

    static ByteRange region(int level, long position, long objectLength) {
        long start = position >> LEVEL_SHIFTS[level] << LEVEL_SHIFTS[level];
        return new ByteRange(start, Math.min(objectLength, start + (1L << LEVEL_SHIFTS[level])));
    }

    /** Adds what a miss at {@code position} cost to all regions around it. */
    void charge(long position, double seconds) {
        for (int level = 0; level < LEVEL_SHIFTS.length; level++) {
            debts.computeIfAbsent(key(level, position), k -> new double[1])[0] += seconds;
        }
    }

    /** The debt of the region at {@code position} in seconds; without end where the reader goes on into it from one that it bought. */
    double owed(int level, long position) {
        if (goesOn(level, position)) {
            return Double.POSITIVE_INFINITY;
        }
        double[] debt = debts.get(key(level, position));
        return debt == null ? 0 : debt[0];
    }

    /** Whether a region with a debt of {@code owedSeconds} that costs {@code priceSeconds} is to be bought now. */
    static boolean due(double owedSeconds, double priceSeconds) {
        return owedSeconds >= RENT_TO_PRICE * priceSeconds;
    }

    void bought(int level, long position) {
        boughtLevel = level;
        boughtIndex = position >> LEVEL_SHIFTS[level];
        boughtHits = 0;
    }

    boolean hasBought() {
        return boughtLevel >= 0;
    }

    /** A read was served without a request. */
    void hit(long position) {
        if (boughtLevel >= 0 && position >> LEVEL_SHIFTS[boughtLevel] == boughtIndex) {
            boughtHits++;
        }
    }

    /** The reader has moved on to the region beside the one that was bought last and served it well. */
    private boolean goesOn(int level, long position) {
        return level == boughtLevel
                && boughtHits >= HITS_TO_GO_ON
                && Math.abs((position >> LEVEL_SHIFTS[level]) - boughtIndex) == 1;
    }

    private static long key(int level, long position) {
        return (position >> LEVEL_SHIFTS[level]) * LEVEL_SHIFTS.length + level;
    }
}
