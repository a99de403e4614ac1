package io.farseek.readahead;

/**
 * How far ahead the latest reads of a file went, and how far a request may therefore go on beyond what is asked for.
 *
 * <p>On a crowded way a window ahead of reads with gaps costs more than it brings. But who waits for one first byte after another leaves most of
 * a share of the way unused, and a request that goes on for a little saves the next one where that begins soon. Few long stretches save more than
 * many short ones for the same bytes, since a stretch has to hold a gap and the read behind it; what limits their length is that the way has
 * to bring them before they are wanted: what a file's share of it is in the time that another request needs to begin.
 *
 * <p>Guarded by the caller's lock.
 */
final class Hops {
    private static final int REMEMBERED = 64;
    private static final int LEAST_KNOWN = 16;
    private static final int LEAST_COVERED = 3;

    /** One in so many hops has to end within a stretch: a stretch then saves a request for ten times its length at most. */
    private static final int HOPS_TO_ONE_COVERED = 10;

    /** How many bytes each byte that is read allows stretches, which makes three with itself. */
    private static final int BYTES_AHEAD = 2;

    /** From the end of each read to the end of the next, in a ring; {@link Long#MAX_VALUE} where that began before. */
    private final long[] distances = new long[REMEMBERED];

    private int next;
    private int known;
    private long lastEnd = -1;
    private long credit;

    /** A read of [start, end). */
    void add(long start, long end) {
        if (lastEnd >= 0) {
            distances[next] = start >= lastEnd ? end - lastEnd : Long.MAX_VALUE;
            next = (next + 1) % REMEMBERED;
            known = Math.min(known + 1, REMEMBERED);
        }
        lastEnd = end;
        credit += BYTES_AHEAD * (end - start);
    }

    /**
     * How many bytes a request should go on for now: as far as the furthest of the latest hops that the way brings in the time of a request; 0
     * where these are too few, or the reads since the last stretch do not pay for another one yet. Little more than what one takes is
     * saved: several at once would be a burst on a way that has no room for it.
     */
    long stretch(CostEstimate cost) {
        long most = (long) (cost.latencySeconds() * cost.totalBytesPerSecond());
        int covered = 0;
        long furthest = 0;
        for (int i = 0; i < known; i++) {
            if (distances[i] <= most) {
                covered++;
                furthest = Math.max(furthest, distances[i]);
            }
        }
        boolean usual = known >= LEAST_KNOWN && covered >= LEAST_COVERED && covered * HOPS_TO_ONE_COVERED >= known;
        long wanted = usual ? furthest : 0;
        boolean paid = credit >= wanted;
        credit = Math.min(credit, wanted + wanted / 4);
        return paid ? wanted : 0;
    }

    /** A request goes on for so many bytes. */
    void stretched(long bytes) {
        credit -= bytes;
    }
}
