package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EndpointCostTest {
    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    private final EndpointCost cost = new EndpointCost(64);
    private long now;

    /** That many bodies of {@code bytes} each arrive side by side and take {@code nanos}. */
    private void bodies(int count, long bytes, long nanos) {
        for (int i = 0; i < count; i++) {
            cost.together().bodyBegins(now);
        }
        cost.together().bytes(count * bytes);
        now += nanos;
        for (int i = 0; i < count; i++) {
            cost.together().bodyEnds(now);
            cost.onBody(bytes, nanos);
        }
    }

    /** As many stretches of a second as have to agree, with so many bodies of {@code bytes} each in them. */
    private void stretches(int count, long bytes) {
        for (int i = 0; i < 2; i++) {
            bodies(count, bytes, SECOND);
        }
    }

    @Test
    void oneFilesOwnRequestsAreNoCrowdAndManyFilesAre() {
        cost.fileBegins(now);
        bodies(1, 60_000_000, SECOND);
        for (int i = 0; i < 20; i++) {
            bodies(16, 12_000_000, SECOND);
        }
        assertThat(cost.estimate().idle()).isTrue();
        for (int i = 0; i < 31; i++) {
            cost.fileBegins(now);
        }
        bodies(16, 12_000_000, SECOND);
        assertThat(cost.estimate().idle()).isFalse();
        assertThat(cost.estimate().totalBytesPerSecond()).isEqualTo(500e6 / 32);
        for (int i = 0; i < 31; i++) {
            cost.fileEnds(now);
        }
        for (int i = 0; i < 2; i++) {
            bodies(16, 12_000_000, SECOND);
            cost.fileGoesOn(now);
        }
        bodies(16, 12_000_000, SECOND);
        assertThat(cost.estimate().idle()).isTrue();
    }

    @Test
    void aSlowTailIsNotTakenForTheLatency() {
        for (int i = 0; i < 100; i++) {
            long nanos = i % 10 == 9 ? 900 * MILLI : 20 * MILLI;
            cost.onFirstByte(nanos, nanos);
        }
        assertThat(cost.estimate().latencySeconds()).isEqualTo(0.020);
    }

    @Test
    void whatThisJvmDoesBeforeItSendsIsNotTheNetworksLatency() {
        for (int i = 0; i < 64; i++) {
            cost.onFirstByte(1100 * MILLI, 25 * MILLI);
        }
        assertThat(cost.estimate().latencySeconds()).isEqualTo(0.025);
        // But a reader that waits from the asking on is not late before the others were.
        assertThat(cost.hedgeAfterNanos()).isGreaterThan(1100 * MILLI);
    }

    @Test
    void anEndpointThatSlowsDownIsNoLongerIdle() {
        bodies(1, 10_000_000, SECOND / 10);
        assertThat(cost.estimate().idle()).isTrue();
        for (int i = 0; i < 20; i++) {
            bodies(1, 10_000_000, SECOND);
        }
        assertThat(cost.estimate().idle()).isFalse();
        for (int i = 0; i < 20; i++) {
            bodies(1, 10_000_000, SECOND / 10);
        }
        assertThat(cost.estimate().idle()).isTrue();
    }

    @Test
    void whatOwnRequestsTakeFromEachOtherIsNoCrowd() {
        bodies(1, 10_000_000, SECOND / 10);
        for (int i = 0; i < 20; i++) {
            // Sixteen at 10 MB/s each.
            bodies(16, 10_000_000, SECOND);
        }
        assertThat(cost.estimate().idle()).isTrue();
        for (int i = 0; i < 20; i++) {
            // Sixteen at 5 MB/s each: others take the rest.
            bodies(16, 5_000_000, SECOND);
        }
        assertThat(cost.estimate().idle()).isFalse();
    }

    @Test
    void threadsThatComeLateAndFindFullBuffersMoveNoMoreThanTheNetworkDid() {
        for (int round = 0; round < 20; round++) {
            // Sixty-four bodies under way at once, read one after another in a millisecond each: 400 MB/s a body, and
            // 400 MB/s together.
            for (int i = 0; i < 64; i++) {
                cost.together().bodyBegins(now);
            }
            for (int i = 0; i < 64; i++) {
                cost.together().bytes(400_000);
                now += MILLI;
                cost.together().bodyEnds(now);
                cost.onBody(400_000, MILLI);
            }
        }
        assertThat(cost.together().bytesPerSecond()).isEqualTo(400e6);
        assertThat(cost.estimate().totalBytesPerSecond()).isBetween(400e6, 500e6);
    }

    @Test
    void whatAllRequestsTogetherMoveIsNoMoreThanWhatThoseSeenWouldAtTheSameSpeed() {
        for (int i = 0; i < 8; i++) {
            cost.fileBegins(now);
        }
        // Half of the requests there may be, with 200 MB/s between them: the others could bring as much again.
        stretches(32, 6_250_000);
        assertThat(cost.estimate().totalBytesPerSecond()).isEqualTo(400e6 / 8);
        stretches(64, 3_125_000);
        assertThat(cost.estimate().totalBytesPerSecond()).isEqualTo(200e6 / 8);
        assertThat(cost.estimate().bytesPerSecond()).isLessThanOrEqualTo(200e6 / 8);
    }

    @Test
    void aStallIsNoLimit() {
        stretches(1, 60_000_000);
        double before = cost.estimate().totalBytesPerSecond();
        // Sixteen bodies of which nothing comes for ten seconds.
        bodies(16, 200_000, 10 * SECOND);
        bodies(1, 6_000_000, SECOND / 10);
        assertThat(cost.estimate().totalBytesPerSecond()).isEqualTo(before);
        assertThat(cost.estimate().idle()).isTrue();
    }

    @Test
    void aLimitThatWasSeenIsForgottenSlowlyUnlessMoreIsMoved() {
        stretches(64, 3_125_000);
        for (int i = 0; i < 50; i++) {
            bodies(1, 6_000_000, SECOND / 10);
        }
        assertThat(cost.estimate().totalBytesPerSecond()).isBetween(210e6, 230e6);
        bodies(64, 6_250_000, SECOND);
        assertThat(cost.estimate().totalBytesPerSecond()).isEqualTo(400e6);
    }

    @Test
    void manyFilesThatShareALimitSeenAreACrowdThoughOneBodyAloneIsSwift() {
        stretches(64, 3_125_000);
        for (int i = 0; i < 20; i++) {
            bodies(1, 6_000_000, SECOND / 10);
        }
        assertThat(cost.estimate().idle()).isTrue();
        for (int i = 0; i < 32; i++) {
            cost.fileBegins(now);
        }
        bodies(1, 6_000_000, SECOND / 10);
        assertThat(cost.estimate().idle()).isFalse();
    }

    @Test
    void manyFilesAreACrowdUntilTheWayWasSeenToCarryThem() {
        for (int i = 0; i < 32; i++) {
            cost.fileBegins(now);
        }
        cost.onFirstByte(20 * MILLI, 20 * MILLI);
        assertThat(cost.estimate().idle()).isFalse();
        bodies(1, 6_000_000, SECOND / 10);
        assertThat(cost.estimate().idle()).isFalse();
        for (int i = 0; i < 20; i++) {
            bodies(32, 60_000_000, SECOND);
        }
        assertThat(cost.estimate().idle()).isTrue();
    }

    @Test
    void aFileBetweenTwoOfItsReadsStillSharesTheWay() {
        ActiveFiles files = new ActiveFiles();
        assertThat(files.sharing()).isEqualTo(1);
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 32; i++) {
                files.begins(now);
            }
            now += 20 * MILLI;
            for (int i = 0; i < 32; i++) {
                files.ends(now);
            }
            assertThat(files.sharing()).isEqualTo(32);
        }
        // The others are gone.
        for (int round = 0; round < 10; round++) {
            files.begins(now);
            now += 20 * MILLI;
            files.ends(now);
        }
        files.begins(now);
        assertThat(files.sharing()).isEqualTo(1);
        for (int i = 0; i < 7; i++) {
            files.begins(now);
        }
        assertThat(files.sharing()).isEqualTo(8);
        now += SECOND;
        files.ends(now);
        files.ends(now);
        assertThat(files.sharing()).isEqualTo(8);
        now += SECOND / 10;
        files.goesOn(now);
        now += SECOND / 10;
        files.goesOn(now);
        assertThat(files.sharing()).isEqualTo(6);
    }

    @Test
    void oneBodyOutOfAFullBufferIsNoMeasureForTheOthers() {
        bodies(1, 1_000_000, MILLI);
        for (int i = 0; i < 20; i++) {
            bodies(1, 6_000_000, 60 * MILLI);
            bodies(1, 1_000_000, i % 2 == 0 ? MILLI : 10 * MILLI);
        }
        assertThat(cost.estimate().bytesPerSecond()).isEqualTo(100e6);
        assertThat(cost.estimate().idle()).isTrue();
    }

    @Test
    void aStalledBodyIsNoneEither() {
        for (int i = 0; i < 20; i++) {
            bodies(1, 1_000_000, i % 10 == 9 ? SECOND : 20 * MILLI);
        }
        assertThat(cost.estimate().bytesPerSecond()).isEqualTo(50e6);
        assertThat(cost.estimate().idle()).isTrue();
    }

    @Test
    void bodiesTooShortToShowAnythingDoNot() {
        for (int i = 0; i < 1000; i++) {
            cost.together().bodyBegins(now);
            now += 1000;
            cost.together().bodyEnds(now);
            cost.onBody(0, 1000);
        }
        assertThat(cost.estimate().totalBytesPerSecond()).isEqualTo(EndpointCost.PRIOR.totalBytesPerSecond());
        assertThat(cost.estimate().bytesPerSecond()).isEqualTo(EndpointCost.PRIOR.bytesPerSecond());
    }
}
