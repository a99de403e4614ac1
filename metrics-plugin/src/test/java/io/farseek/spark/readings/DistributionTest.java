package io.farseek.spark.readings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void quantilesOfRealValuesAreWithinTheirBucket() {
        long[] values = new Random(1)
                .longs(10_000, 0, 12)
                .map(power -> (1L << power) * 100 + power)
                .toArray();
        Distribution distribution = of(values);
        Arrays.sort(values);
        for (double q : new double[] {0.01, 0.5, 0.95, 0.99, 0.999, 1}) {
            long exact = values[(int) Math.max(0, Math.ceil(q * values.length) - 1)];
            assertThat(distribution.quantile(q)).isBetween(exact / 2.0, exact * 2.0);
        }
    }

    @Test
    void interpolatesInsideABucket() {
        Distribution distribution = Distribution.of(Map.of(64L, 0L, 128L, 100L, Long.MAX_VALUE, 100L), 0);
        assertThat(distribution.quantile(0.5)).isCloseTo(96, within(1e-9));
        assertThat(distribution.quantile(1)).isCloseTo(128, within(1e-9));
    }

    @Test
    void neverExceedsTheMaximumAndUsesItAboveTheLastBound() {
        assertThat(Distribution.of(Map.of(64L, 0L, 128L, 10L), 70).quantile(0.999))
                .isBetween(64.0, 70.0);
        assertThat(Distribution.of(Map.of(64L, 0L, Long.MAX_VALUE, 10L), 1000).quantile(1))
                .isEqualTo(1000);
        assertThat(Distribution.of(Map.of(64L, 0L, Long.MAX_VALUE, 10L), 0).quantile(1))
                .isEqualTo(64);
    }

    @Test
    void differenceHoldsOnlyWhatIsNew() {
        Distribution before = of(100, 100, 100);
        Distribution after = of(100, 100, 100, 40_000);
        Distribution difference = after.since(before);
        assertThat(difference.count()).isEqualTo(1);
        assertThat(difference.quantile(0.5)).isBetween(32_768.0, 65_536.0);
    }

    @Test
    void statisticsThatWereResetCountFromZero() {
        Distribution after = of(100);
        assertThat(after.since(of(100, 100, 100)).count()).isEqualTo(1);
    }

    @Test
    void countsCaughtInTheMiddleOfAnUpdateDoNotGoNegative() {
        Distribution torn = Distribution.of(Map.of(64L, 5L, 128L, 4L, 256L, 6L), 200);
        assertThat(torn.count()).isEqualTo(6);
        assertThat(torn.countIn(1)).isZero();
        assertThat(torn.countIn(2)).isEqualTo(1);
    }

    @Test
    void nothingHasNoQuantile() {
        assertThat(Distribution.EMPTY.quantile(0.99)).isZero();
        assertThat(of(1).since(of(1)).quantile(0.5)).isZero();
    }

    private static Distribution of(long... values) {
        TreeMap<Long, Long> counts = new TreeMap<>();
        for (int k = 6; k <= 26; k++) {
            long bound = k == 26 ? Long.MAX_VALUE : 1L << k;
            counts.put(
                    bound, Arrays.stream(values).filter(each -> each <= bound).count());
        }
        return Distribution.of(counts, Arrays.stream(values).max().orElse(0));
    }
}
