package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which answers make a server a slow one. */
class ServerPaceTest {
    private final ServerPace pace = new ServerPace();

    private void answers(int count, int bytes, long micros) {
        for (int i = 0; i < count; i++) {
            pace.answered(bytes, TimeUnit.MICROSECONDS.toNanos(micros));
        }
    }

    private static long millis(long count) {
        return TimeUnit.MILLISECONDS.toNanos(count);
    }

    @Test
    void aDiskThatTakesFiveMillisecondsAReadIsSlowFromTheSecondOn() {
        for (int bytes : new int[] {16 << 10, 1 << 20}) {
            pace.beginAnew();
            answers(1, bytes, 5300);
            assertThat(pace.isSlow(0)).isFalse();
            answers(1, bytes, 5300);
            assertThat(pace.isSlow(0)).isTrue();
        }
    }

    @Test
    void silenceFromTheBeginningOnIsSlow() {
        assertThat(pace.isSlow(millis(7))).isFalse();
        assertThat(pace.isSlow(millis(8))).isTrue();
    }

    /** As on a machine whose processors are all busy: one answer in a hundred waits until its server is let run. */
    @Test
    void singleLateAnswersAmongManyAreNot() {
        for (int i = 0; i < 20; i++) {
            answers(990, 16 << 10, 25);
            answers(1, 16 << 10, 9000);
            assertThat(pace.isSlow(millis(4))).isFalse();
        }
        assertThat(pace.isQuick()).isFalse();
        assertThat(pace.isFair()).isTrue();
        answers(4000, 16 << 10, 25);
        assertThat(pace.isQuick()).isTrue();
    }

    @Test
    void longAnswersAtTheSpeedOfMemoryAreNot() {
        answers(100, 8 << 20, 4000);
        assertThat(pace.isSlow(0)).isFalse();
    }

    /** Sixty megabytes a second: none of these takes long, and yet it is the connection that they wait for. */
    @Test
    void aNarrowWayIsSlowThoughItsAnswersAreShort() {
        answers(10, 128 << 10, 2100);
        assertThat(pace.isSlow(0)).isTrue();
    }

    @Test
    void aServerThatWasQuickAndGoesToItsDiskIsNoticedSoon() {
        answers(10_000, 16 << 10, 25);
        answers(12, 16 << 10, 5000);
        assertThat(pace.isSlow(0)).isTrue();
    }

    @Test
    void aServerThatHasCaughtUpIsQuickAgain() {
        answers(20, 16 << 10, 5000);
        answers(4000, 16 << 10, 25);
        assertThat(pace.isSlow(0)).isFalse();
    }

    @Test
    void nothingIsKnownOfAnotherServer() {
        answers(20, 16 << 10, 5000);
        assertThat(pace.isQuick()).isFalse();
        assertThat(pace.isFair()).isFalse();
        pace.beginAnew();
        assertThat(pace.isSlow(0)).isFalse();
        assertThat(pace.isFair()).isFalse();
        assertThat(pace.isQuick()).isFalse();
    }
}
