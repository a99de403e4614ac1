package io.farseek.readahead;

import java.util.ArrayDeque;
import java.util.Iterator;

/** The places a file is being read at, the one used last first. */
final class Runs {
    private static final int MOST_RUNS = 24;

    private final ArrayDeque<Run> recent = new ArrayDeque<>();

    /**
     * The run that the read [start, end) continues, at most {@code reach} bytes away, or a new one. From the read just before it may be
     * {@code longReach} bytes away: of two dozen runs one is soon near by chance, of one it is not.
     */
    Run follow(long start, long end, long reach, long longReach) {
        Run latest = recent.peekFirst();
        if (latest != null && latest.distance(start, end, 0) == 0) {
            latest.follow(start, end);
            return latest;
        }
        Run nearest = null;
        long least = Long.MAX_VALUE;
        for (Run each : recent) {
            long distance = each.distance(start, end, each == latest ? longReach : reach);
            if (distance < least) {
                least = distance;
                nearest = each;
            }
        }
        if (nearest == null) {
            nearest = new Run(start, end);
            if (recent.size() == MOST_RUNS) {
                recent.removeLast();
            }
        } else {
            remove(nearest);
            nearest.follow(start, end);
        }
        recent.addFirst(nearest);
        return nearest;
    }

    private void remove(Run run) {
        for (Iterator<Run> all = recent.iterator(); all.hasNext(); ) {
            if (all.next() == run) {
                all.remove();
                return;
            }
        }
    }
}
