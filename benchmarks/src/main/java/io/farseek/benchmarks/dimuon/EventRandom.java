package io.farseek.benchmarks.dimuon;

/**
 * The random numbers of one event: a SplitMix64 sequence whose start depends only on seed, stream and event index, so that any event can be
 * made alone, in any order, on any machine. Uses {@link StrictMath} only. Not thread-safe.
 *
 * <p>SplitMix64 and its mixing function: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
 */
final class EventRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    private long state;

    EventRandom(long seed, long stream, long eventIndex) {
        state = mix64(seed ^ mix64(stream) ^ mix64(eventIndex * GOLDEN_GAMMA));
    }

    /** The SplitMix64 output function, a bijection of 64-bit words. */
    static long mix64(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long nextLong() {
        state += GOLDEN_GAMMA;
        return mix64(state);
    }

    /** Uniform in [0, 1) with 53 random bits. */
    double uniform() {
        return (nextLong() >>> 11) * UNIT;
    }

    double uniform(double low, double high) {
        return low + (high - low) * uniform();
    }

    /** Normal by Box and Muller; two uniforms a value, none kept, so that the sequence has no hidden state. */
    double normal(double mean, double sigma) {
        double radius = StrictMath.sqrt(-2.0 * StrictMath.log(1.0 - uniform()));
        return mean + sigma * radius * StrictMath.cos(2.0 * StrictMath.PI * uniform());
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1.0 - uniform());
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    int sign() {
        return chance(0.5) ? 1 : -1;
    }
}
