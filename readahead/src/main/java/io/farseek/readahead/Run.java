package io.farseek.readahead;

/**
 * Reads that follow one another through a file: each begins where the one before ended or a little further on, in one direction. A file
 * that is read at several places at once has several runs.
 */
final class Run {
    private final long first;
    private long lastStart;
    private long lastEnd;
    private long bytes;
    private int steps = 1;
    private int direction;
    private boolean windowAsked;
    private long quietUntil = Long.MIN_VALUE;

    Run(long start, long end) {
        first = start;
        lastStart = start;
        lastEnd = end;
        bytes = end - start;
    }

    /** How far a read of [start, end) is from continuing this run, in bytes; {@link Long#MAX_VALUE} when it does not. */
    long distance(long start, long end, long reach) {
        if (start >= lastStart && start <= lastEnd) {
            // Reads again, or goes on from within, what was read last.
            return 0;
        }
        if (direction >= 0 && start > lastEnd && start - lastEnd <= reach) {
            return start - lastEnd;
        }
        if (direction <= 0
                && end <= lastStart + (lastEnd - lastStart)
                && start < lastStart
                && lastStart - end <= reach) {
            return Math.max(0, lastStart - end);
        }
        return Long.MAX_VALUE;
    }

    void follow(long start, long end) {
        int before = direction;
        if (start < lastStart) {
            direction = -1;
            steps++;
            bytes += Math.min(end, lastStart) - start;
        } else if (end > lastEnd) {
            direction = 1;
            steps++;
            bytes += end - Math.max(start, lastEnd);
        }
        if (direction != before) {
            quietUntil = Long.MIN_VALUE;
        }
        lastStart = start;
        lastEnd = end;
    }

    /** 1 forward, -1 backward, 0 while there has been one read only. */
    int direction() {
        return direction;
    }

    int steps() {
        return steps;
    }

    /** Bytes that were read. */
    long bytes() {
        return bytes;
    }

    /** Bytes from the run's first to its last place. */
    long span() {
        return Math.max(lastEnd, first) - Math.min(lastStart, first);
    }

    /** Whether most of what the run passed over was read. */
    boolean dense() {
        return bytes >= span() * 3 / 4;
    }

    /** How much the run passes over between two reads, on average. */
    long hop() {
        return (span() - bytes) / Math.max(1, steps - 1);
    }

    /** Where the run began. */
    long first() {
        return first;
    }

    /** Notes that a window is asked for; whether one was before. */
    boolean askWindow() {
        boolean before = windowAsked;
        windowAsked = true;
        return before;
    }

    /** Notes that there is no need to look at the window again until the run has moved on to {@code position}. */
    void quietUntil(long position) {
        quietUntil = position;
    }

    /** Whether the run has come to where its window should be looked at again. */
    boolean due() {
        return quietUntil == Long.MIN_VALUE || (direction >= 0 ? lastEnd >= quietUntil : lastStart <= quietUntil);
    }
}
