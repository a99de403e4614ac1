package io.farseek.spark;

import java.util.Locale;

/** How much of what a store publishes becomes metrics. */
enum MetricDetail {
    SUMMARY,
    STANDARD,
    FULL;

    static MetricDetail parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
