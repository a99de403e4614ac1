package io.farseek.readahead;

import java.util.ArrayList;
import java.util.Arrays;
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
    private static final int LEAST_ROUNDS_OF_A_LINE = 4;
    private static final int CROWDED_EVIDENCE = 3;

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
     * @param crowded whether bytes are dear: then more reads have to have kept step, and where there are rounds enough a column is looked for
     *     where its reads have lain around a line through them, rather than as far from the latest as any step has varied
     */
    List<ByteRange> next(int count, long objectLength, boolean crowded) {
        if (expected.size() > count / 2) {
            return List.of();
        }
        int period = period(crowded ? CROWDED_EVIDENCE : 1);
        if (period == 0) {
            return List.of();
        }
        int held = held(period);
        long margin = margin(period, held);
        int rounds = Math.min(MOST_ROUNDS_AVERAGED, held / period + 1);
        Columns columns = fromTheLatest(period, held, rounds, margin);
        if (crowded && margin > 0 && averaged(period - 1, period, held, rounds) >= LEAST_ROUNDS_OF_A_LINE) {
            Columns line = alongALine(period, held, rounds);
            columns = line.bytes() < columns.bytes() ? line : columns;
        }
        List<ByteRange> predicted = new ArrayList<>(count);
        for (int ahead = expected.size() + 1; ahead <= count; ahead++) {
            int later = (ahead + period - 1) / period;
            int back = later * period - ahead;
            if (margin > 0 && later > rounds) {
                break;
            }
            long shift = (long) (later * columns.steps[back]);
            long from = Math.max(0, columns.starts[back] + shift);
            long to = Math.min(objectLength, columns.ends[back] + shift);
            if (from >= to) {
                break;
            }
            predicted.add(new ByteRange(from, to));
        }
        return predicted;
    }

    /** Where the columns would be looked for in the last round, room around them included, and how far each moves on in a round. */
    private static final class Columns {
        private final double[] steps;
        private final long[] starts;
        private final long[] ends;

        Columns(int period) {
            steps = new double[period];
            starts = new long[period];
            ends = new long[period];
        }

        long bytes() {
            return Arrays.stream(ends).sum() - Arrays.stream(starts).sum();
        }
    }

    /** Rounds before the last one that a column's step is averaged over. */
    private static int averaged(int back, int period, int held, int rounds) {
        return Math.max(1, Math.min(rounds, (held - 1 - back) / period + 2));
    }

    /** Around the latest read of each column. */
    private Columns fromTheLatest(int period, int held, int rounds, long margin) {
        Columns columns = new Columns(period);
        for (int back = 0; back < period; back++) {
            int known = averaged(back, period, held, rounds);
            columns.steps[back] = (start(back) - start(back + known * period)) / (double) known;
            columns.starts[back] = start(back) - margin;
            columns.ends[back] = start(back) + length(back) + margin;
        }
        return columns;
    }

    /** As far as the reads of each column have strayed from a line through them, and somewhat further. */
    private Columns alongALine(int period, int held, int rounds) {
        Columns columns = new Columns(period);
        double most = 0;
        for (int back = 0; back < period; back++) {
            int known = averaged(back, period, held, rounds);
            double step = slope(back, period, known);
            double first = Double.MAX_VALUE;
            double last = -Double.MAX_VALUE;
            double end = -Double.MAX_VALUE;
            for (int i = 0; i <= known; i++) {
                double at = start(back + i * period) + i * step;
                first = Math.min(first, at);
                last = Math.max(last, at);
                end = Math.max(end, at + length(back + i * period));
            }
            columns.steps[back] = step;
            columns.starts[back] = (long) first;
            columns.ends[back] = (long) end;
            most = Math.max(most, last - first);
        }
        long further = (long) (most / 4) + length(0) / 16;
        for (int back = 0; back < period; back++) {
            columns.starts[back] -= further;
            columns.ends[back] += further;
        }
        return columns;
    }

    /** How far a column moves on in a round, by least squares over the last one and {@code known} before it. */
    private double slope(int back, int period, int known) {
        double products = 0;
        double squares = 0;
        for (int i = 0; i <= known; i++) {
            double fromMiddle = known / 2.0 - i;
            products += fromMiddle * (start(back + i * period) - start(back));
            squares += fromMiddle * fromMiddle;
        }
        return products / squares;
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
