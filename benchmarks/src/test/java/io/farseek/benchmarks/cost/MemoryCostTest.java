package io.farseek.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class MemoryCostTest {
    private static final int BUDGET = 16;
    private static final long READ_BYTES = 128 << 10;

    /** It also ends: the heap has room for budget, what is in flight and the base, and no more. */
    @Test
    void aProcessKeepsItsBudgetAndWhatReadersAreAboutToTake() throws Exception {
        int readers = 8;
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

        MemoryRow row = MemoryCost.measure(classPath, "random", BUDGET, 64 << 20, readers);

        assertThat(row.kept()).isPositive().isLessThanOrEqualTo((BUDGET << 20) + readers * READ_BYTES);
        assertThat(row.held()).isGreaterThanOrEqualTo(row.kept());
        // The pool is full before and after; what readers and requests under way hold is left.
        assertThat(row.live() - row.idle()).isLessThanOrEqualTo((2L * MemoryCost.IN_FLIGHT_MEGABYTES) << 20);
    }
}
