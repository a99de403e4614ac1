package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When others are let run before a thread sleeps. */
class CourtesyTest {
    private long now;
    private long turnNanos;
    private int turns;

    private final Courtesy courtesy = new Courtesy(new Courtesy.Processor() {
        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void giveAway() {
            turns++;
            now += turnNanos;
        }
    });

    private void times(int count) {
        for (int i = 0; i < count; i++) {
            int before = turns;
            assertThat(courtesy.letOthersRun()).isEqualTo(turns > before);
        }
    }

    @Test
    void thoseWhoAreDoneSoonRunEachTime() {
        turnNanos = 100_000;
        times(5000);
        assertThat(turns).isEqualTo(5000);
    }

    /** A computing thread's turn is milliseconds: one in a thousand replies waits for it, not each. */
    @Test
    void thoseWhoComputeRunOnceInAThousandTimes() {
        turnNanos = 3_000_000;
        times(3003);
        assertThat(turns).isEqualTo(3);
        turnNanos = 10_000;
        times(1000);
        assertThat(turns).as("once they have stopped").isEqualTo(3 + 1000);
    }
}
