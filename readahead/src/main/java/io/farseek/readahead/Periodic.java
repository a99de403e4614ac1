package io.farseek.readahead;

import java.util.ArrayList;
import java.util.List;

/**
 * Recognises reads that repeat a step: one column every so many bytes, or several columns in turn. Where each read of the last two rounds
 * lay one step after its forerunner, to within its own length, the next rounds are predicted; a read that was predicted elsewhere ends the
 * pattern, and it has to be learnt anew.
 */
final class Periodic {
    private static final int MOST_PERIOD = 16;
    private static final int REMEMBERED = 4 * MOST_PERIOD;
    private static final int MOST_ROUNDS_AVERAGED = 32;

    private final long[] starts = new long[REMEMBERED];
    private final int[] lengths = new int[REMEMBERED];
    private final List<ByteRange> expected = new ArrayList<>();
    private long reads;

    void add(long start, int length) {
        int slot = (int) (reads++ % REMEMBERED);
        starts[slot] = start;
        lengths[slot] = length;
        // One that lies a little beside where it was expected is no other pattern; what follows is asked for with more
        // room around it.
        if (!expected.isEmpty() && !expected.remove(0).overlaps(ByteRange.of(start, length))) {
            expected.clear();
        }
    }

    /**
     * The reads to come, nearest first, as far as they are not expected already; so many that {@code count} are, or fewer where the steps
     * vary: then no further ahead than the pattern has held. Empty while more than half of {@code count} are expected.
     *
     * @param evidence how many reads at least have to have kept step
     */
    List<ByteRange> next(int count, long objectLength, int evidence) {
        if (expected.size() > count / 2) {
            return List.of();
        }
        int period = period(evidence);
        if (period == 0) {
            return List.of();
        }
        int held = held(period);
        long margin = margin(period, held);
        int rounds = Math.min(MOST_ROUNDS_AVERAGED, held / period + 1);
        List<ByteRange> predicted = new ArrayList<>(count);
        for (int ahead = expected.size() + 1; ahead <= count; ahead++) {
            int later = (ahead + period - 1) / period;
            int back = later * period - ahead;
            if (margin > 0 && later > rounds) {
                break;
            }
            int known = Math.max(1, Math.min(rounds, (held - 1 - back) / period + 2));
            long step = (start(back) - start(back + known * period)) / known;
            long from = Math.max(0, start(back) + later * step - margin);
            long to = Math.min(objectLength, from + length(back) + 2 * margin);
            if (from >= to) {
                break;
            }
            predicted.add(new ByteRange(from, to));
        }
        return predicted;
    }

    /** These are being fetched; a read elsewhere would show that the pattern has ended. */
    void expect(List<ByteRange> predicted) {
        expected.addAll(predicted);
    }

    /** Whether reads are expected that have not come yet. */
    boolean expecting() {
        return !expected.isEmpty();
    }

    /** The shortest period that held for the last round and for so many reads, or 0. */
    private int period(int evidence) {
        for (int period = 1; period <= MOST_PERIOD && 3L * period <= known(); period++) {
            if (held(period) >= Math.max(period, evidence)) {
                return period;
            }
        }
        return 0;
    }

    /** How many reads, the latest first, lay one step after their forerunner, to within their own length. */
    private int held(int period) {
        int back = 0;
        while (back + 2 * period < known()
                && start(back) != start(back + period)
                && deviation(back, period) <= length(back)) {
            back++;
        }
        return back;
    }

    /** How much to ask for on either side of where a read is expected: none where every step was the same to the byte. */
    private long margin(int period, int held) {
        long most = 0;
        for (int back = 0; back < held; back++) {
            most = Math.max(most, deviation(back, period));
        }
        return most == 0 ? 0 : most + length(0) / 4;
    }

    private long known() {
        return Math.min(reads, REMEMBERED);
    }

    private long deviation(int back, int period) {
        return Math.abs(start(back) - 2 * start(back + period) + start(back + 2 * period));
    }

    private long start(int back) {
        return starts[(int) ((reads - 1 - back) % REMEMBERED)];
    }

    private int length(int back) {
        return lengths[(int) ((reads - 1 - back) % REMEMBERED)];
    }
}
