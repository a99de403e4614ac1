package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
    @Test
    void oneFilesOwnRequestsAreNoCrowdAndManyFilesAre() {
        EndpointCost cost = new EndpointCost();
        cost.fileBegins();
        cost.onBody(60_000_000, 1_000_000_000, 1);
        for (int i = 0; i < 50; i++) {
            cost.onBody(12_000_000, 1_000_000_000, 16);
        }
        assertThat(cost.estimate().idle()).isTrue();
        for (int i = 0; i < 31; i++) {
            cost.fileBegins();
        }
        cost.onBody(12_000_000, 1_000_000_000, 16);
        assertThat(cost.estimate().idle()).isFalse();
        assertThat(cost.estimate().totalBytesPerSecond()).isEqualTo(500e6 / 32);
        for (int i = 0; i < 31; i++) {
            cost.fileEnds();
        }
        cost.onBody(12_000_000, 1_000_000_000, 16);
        assertThat(cost.estimate().idle()).isTrue();
    }

    @Test
    void rangesAreHalfOpen() {
        ByteRange range = ByteRange.of(10, 5);
        assertThat(range).isEqualTo(new ByteRange(10, 15));
        assertThat(range.contains(10)).isTrue();
        assertThat(range.contains(15)).isFalse();
        assertThat(range.overlaps(new ByteRange(14, 20))).isTrue();
        assertThat(range.overlaps(new ByteRange(15, 20))).isFalse();
        assertThat(range.clamp(new ByteRange(12, 100))).isEqualTo(new ByteRange(12, 15));
        assertThat(range.clamp(new ByteRange(20, 30)).isEmpty()).isTrue();
        assertThatThrownBy(() -> new ByteRange(5, 4)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ByteRange.of(Long.MAX_VALUE, 1)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aBucketCountsUpToAndWithItsPowerOfTwo() {
        assertThat(Histogram.bucketOf(0)).isZero();
        assertThat(Histogram.bucketOf(1)).isZero();
        assertThat(Histogram.bucketOf(2)).isEqualTo(1);
        assertThat(Histogram.bucketOf(64)).isEqualTo(6);
        assertThat(Histogram.bucketOf(65)).isEqualTo(7);
        assertThat(Histogram.bucketOf(Long.MAX_VALUE)).isEqualTo(63);
    }

    @Test
    void quantilesLieWithinTheirBucket() {
        Histogram histogram = new Histogram();
        for (int i = 1; i <= 1000; i++) {
            histogram.record(i);
        }
        assertThat(histogram.count()).isEqualTo(1000);
        assertThat(histogram.sum()).isEqualTo(500_500);
        assertThat(histogram.max()).isEqualTo(1000);
        assertThat(histogram.quantile(0.5)).isBetween(400.0, 600.0);
        assertThat(histogram.quantile(0.99)).isBetween(900.0, 1000.0);
        assertThat(new Histogram().quantile(0.5)).isZero();
    }

    @Test
    void theBreakEvenGapIsLatencyTimesBandwidthWithinBounds() {
        assertThat(new CostEstimate(0.020, 50e6, 500e6, true).breakEvenGap()).isEqualTo(1_000_000);
        assertThat(new CostEstimate(0.0001, 50e6, 500e6, true).breakEvenGap()).isEqualTo(64 << 10);
        assertThat(new CostEstimate(1, 1e9, 500e6, true).breakEvenGap()).isEqualTo(4 << 20);
    }

    @Test
    void aSlowTailIsNotTakenForTheLatency() {
        EndpointCost cost = new EndpointCost();
        for (int i = 0; i < 100; i++) {
            cost.onFirstByte(i % 10 == 9 ? 900_000_000 : 20_000_000);
        }
        assertThat(cost.estimate().latencySeconds()).isEqualTo(0.020);
    }

    @Test
    void anEndpointThatSlowsDownIsNoLongerIdle() {
        EndpointCost cost = new EndpointCost();
        cost.onBody(10_000_000, 100_000_000, 1);
        assertThat(cost.estimate().idle()).isTrue();
        for (int i = 0; i < 10; i++) {
            cost.onBody(10_000_000, 1_000_000_000, 1);
        }
        assertThat(cost.estimate().idle()).isFalse();
        for (int i = 0; i < 20; i++) {
            cost.onBody(10_000_000, 100_000_000, 1);
        }
        assertThat(cost.estimate().idle()).isTrue();
    }

    @Test
    void whatOwnRequestsTakeFromEachOtherIsNoCrowd() {
        EndpointCost cost = new EndpointCost();
        cost.onBody(10_000_000, 100_000_000, 1);
        for (int i = 0; i < 20; i++) {
            // Sixteen at 10 MB/s each.
            cost.onBody(10_000_000, 1_000_000_000, 16);
        }
        assertThat(cost.estimate().idle()).isTrue();
        for (int i = 0; i < 20; i++) {
            // Sixteen at 5 MB/s each: others take the rest.
            cost.onBody(5_000_000, 1_000_000_000, 16);
        }
        assertThat(cost.estimate().idle()).isFalse();
    }

    @Test
    void mergingKeepsEveryByteAndNeverLosesOrder() {
        List<ByteRange> merged = Coalescer.merge(
                List.of(
                        new ByteRange(50, 60),
                        new ByteRange(0, 10),
                        new ByteRange(5, 20),
                        new ByteRange(30, 30),
                        new ByteRange(22, 25)),
                2);
        assertThat(merged).containsExactly(new ByteRange(0, 25), new ByteRange(50, 60));
    }

    @Test
    void cuttingLeavesNoGapAndNoLongPiece() {
        List<ByteRange> pieces =
                Coalescer.cut(List.of(new ByteRange(7, 100_000_000)), new CostEstimate(0.02, 50e6, 500e6, true), 4);
        long at = 7;
        for (ByteRange each : pieces) {
            assertThat(each.start()).isEqualTo(at);
            assertThat(each.length()).isBetween(1L, Coalescer.MOST_PIECE_BYTES);
            at = each.end();
        }
        assertThat(at).isEqualTo(100_000_000);
    }
}
