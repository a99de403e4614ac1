package io.farseek.readahead;

/**
 * How much one file may have fetched beyond what its readers ask for: at most a number of times the bytes read, once a first allowance is
 * spent. The allowance is what the endpoint moves in the time of a few requests, so it is large on an idle network and nothing on a crowded
 * one; it opens in steps, each after the one before has arrived. Guarded by the caller's lock.
 */
final class Allowance {
    private static final double LATENCIES = 10;
    private static final double MOST_SECONDS = 0.4;
    private static final long MOST_BYTES = 184 << 20;

    private final ReadAheadSettings settings;
    private final int parallel;
    private long usefulBytes;
    private long plannedBytes;
    private long arrivedBytes;

    Allowance(ReadAheadSettings settings, int parallel) {
        this.settings = settings;
        this.parallel = parallel;
    }

    /** A reader asked for so many bytes. */
    void read(long bytes) {
        usefulBytes += bytes;
    }

    /** Requests for so many bytes, asked for or not, are being sent. */
    void planned(long bytes) {
        plannedBytes += bytes;
    }

    /** So many planned bytes have arrived, or will not. */
    void settled(long bytes, boolean arrived) {
        if (arrived) {
            arrivedBytes += bytes;
        } else {
            plannedBytes -= bytes;
        }
    }

    /**
     * How many more bytes may be fetched ahead now, not counting what the pool has room for.
     *
     * @param firstSeconds what moves in this time may be on its way before any has arrived
     * @param crowdedTimes how many times the bytes read may be fetched on a crowded way
     */
    long room(CostEstimate cost, double firstSeconds, double crowdedTimes) {
        if (settings.pattern().sequential()) {
            return settings.windowBytes();
        }
        double times = settings.amplificationLimit();
        if (!cost.idle()) {
            times = Math.min(times, crowdedTimes);
        }
        long budget = Math.max(first(cost), (long) (times * usefulBytes)) - plannedBytes;
        long firstStep = (long) (firstSeconds * cost.totalBytesPerSecond());
        long step = Math.max(firstStep, 2 * arrivedBytes) - (plannedBytes - arrivedBytes);
        return Math.min(budget, step);
    }

    /** What an idle endpoint may be asked for on suspicion: what it moves in the time of a few requests. */
    private long first(CostEstimate cost) {
        double bytes = LATENCIES * cost.latencySeconds() * cost.bytesPerSecond() * parallel;
        double share = MOST_SECONDS * cost.totalBytesPerSecond();
        return cost.idle() ? (long) Math.min(Math.min(bytes, share), MOST_BYTES) : 0;
    }
}
