package io.farseek.benchmarks.variants;

/**
 * What reading a trace cost in a situation, all readers together, in the network's own time.
 *
 * @param plainSeconds what one request a read took in the same situation
 * @param mostHeldBytes most that the pool held at any moment
 */
record Outcome(
        double seconds, double plainSeconds, int requests, long movedBytes, long usefulBytes, long mostHeldBytes) {
    double timesAsFast() {
        return plainSeconds / seconds;
    }

    double movedPerUseful() {
        return (double) movedBytes / usefulBytes;
    }
}
