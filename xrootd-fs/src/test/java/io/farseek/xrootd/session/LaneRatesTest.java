package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LaneRatesTest {
    private final LaneRates rates = new LaneRates();
    private long millis;
    private long bytes;

    /** So many milliseconds in which all lanes together bring so many bytes each, with a look at the beginning and every ten of them. */
    private void pass(int lanes, int count, long bytesAMilli) {
        rates.look(lanes, true, bytes, TimeUnit.MILLISECONDS.toNanos(millis));
        for (int i = 0; i < count; i += 10) {
            millis += 10;
            bytes += 10 * bytesAMilli;
            rates.look(lanes, true, bytes, TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    @Test
    void narrowConnectionsHoldWhatTheyCarry() {
        pass(1, 60, 60_000);
        pass(4, 60, 4 * 60_000);
        assertThat(rates.hold(4)).isTrue();
        pass(8, 60, 8 * 55_000);
        assertThat(rates.hold(8)).isTrue();
    }

    @Test
    void aSharedWayGivesEachLaneLess() {
        pass(1, 60, 60_000);
        pass(4, 60, 100_000);
        assertThat(rates.hold(4)).isFalse();
    }

    @Test
    void nothingHoldsThatWasNotMeasured() {
        pass(4, 60, 4 * 60_000);
        assertThat(rates.hold(4)).as("one lane was never seen alone").isFalse();
        pass(1, 60, 60_000);
        assertThat(rates.hold(4)).as("there is one lane now").isFalse();
        pass(4, 10, 4 * 60_000);
        assertThat(rates.hold(4)).as("too short a stretch").isFalse();
    }

    @Test
    void aLaneWithoutWorkSaysNothingOfTheWay() {
        pass(1, 60, 60_000);
        rates.look(4, false, bytes, TimeUnit.MILLISECONDS.toNanos(millis));
        millis += 100;
        bytes += 400 * 60_000;
        rates.look(4, false, bytes, TimeUnit.MILLISECONDS.toNanos(millis));
        assertThat(rates.hold(4)).isFalse();
    }

    @Test
    void anotherServerIsLearntAnew() {
        pass(1, 60, 60_000);
        rates.beginAnew();
        pass(4, 60, 4 * 60_000);
        assertThat(rates.hold(4)).isFalse();
    }
}
