package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/** How many second requests an endpoint may be sent: a share of the first ones, so that a slow store is not given twice the work. */
final class HedgeBudget {
    private static final double SHARE = 0.05;
    private static final double MOST_SAVED = 10;

    @GuardedBy("this") private double tokens = 1;

    synchronized void onRequest() {
        tokens = Math.min(MOST_SAVED, tokens + SHARE);
    }

    synchronized boolean take() {
        if (tokens < 1) {
            return false;
        }
        tokens -= 1;
        return true;
    }
}
