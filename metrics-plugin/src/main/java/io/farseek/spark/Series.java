package io.farseek.spark;

import io.farseek.spark.readings.StoreReading;
import java.math.BigDecimal;

/** One exported series of one scheme: what it is called after the scheme and how it is computed. */
sealed interface Series {
    String scheme();

    String name();

    /** The full name of the metric inside the plugin's registry. */
    default String metric() {
        return scheme() + "." + name();
    }

    /**
     * What the series shows.
     *
     * @param now the scheme's statistics now
     * @param windowStart the same where the rolling window begins
     */
    Number value(StoreReading now, StoreReading windowStart);

    /** A statistic passed on as it is. */
    record Plain(String scheme, String name) implements Series {
        @Override
        public Number value(StoreReading now, StoreReading windowStart) {
            return now.value(name);
        }
    }

    /** A percentile of a latency over the rolling window; 0 when nothing happened in it. */
    record Percentile(String scheme, String timing, double quantile) implements Series {
        @Override
        public String name() {
            return timing + ".p"
                    + BigDecimal.valueOf(quantile)
                            .movePointRight(2)
                            .stripTrailingZeros()
                            .toPlainString()
                            .replace(".", "")
                    + "_us";
        }

        @Override
        public Number value(StoreReading now, StoreReading windowStart) {
            return Math.round(now.distribution(timing)
                    .since(windowStart.distribution(timing))
                    .quantile(quantile));
        }
    }

    /** Bytes fetched for each byte read, since start. */
    record Amplification(String scheme) implements Series {
        @Override
        public String name() {
            return "readAmplification";
        }

        @Override
        public Number value(StoreReading now, StoreReading windowStart) {
            return now.readAmplification();
        }
    }
}
