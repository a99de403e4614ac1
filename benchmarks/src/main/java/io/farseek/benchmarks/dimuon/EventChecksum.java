package io.farseek.benchmarks.dimuon;

import java.io.Serializable;

/**
 * Proves that every event was read exactly once and unharmed, whatever the order: count, sum of the event numbers modulo 2^64 and exclusive or
 * of their {@code mix64}. Immutable.
 */
public record EventChecksum(long count, long sum, long xor) implements Serializable {
    public static final EventChecksum EMPTY = new EventChecksum(0, 0, 0);

    public EventChecksum plus(long event) {
        return new EventChecksum(count + 1, sum + event, xor ^ EventRandom.mix64(event));
    }

    public EventChecksum merge(EventChecksum other) {
        return new EventChecksum(count + other.count, sum + other.sum, xor ^ other.xor);
    }

    /** What reading the events {@code [from, to)} must give. */
    public static EventChecksum ofRange(long from, long to) {
        EventChecksum result = EMPTY;
        for (long event = from; event < to; event++) {
            result = result.plus(event);
        }
        return result;
    }
}
