package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ValuesTest {
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
    void asMuchOfRangesAsThereIsRoomForBeginsAtThePosition() {
        List<ByteRange> ranges = List.of(new ByteRange(0, 10), new ByteRange(20, 30), new ByteRange(40, 50));
        assertThat(Coalescer.upTo(15, ranges, 12)).containsExactly(new ByteRange(20, 30), new ByteRange(40, 45));
        assertThat(Coalescer.upTo(25, ranges, 12))
                .containsExactly(new ByteRange(20, 30), new ByteRange(40, 50), new ByteRange(0, 5));
        assertThat(Coalescer.upTo(100, ranges, 60)).containsExactlyInAnyOrderElementsOf(ranges);
        assertThat(Coalescer.upTo(5, List.of(), 60)).isEmpty();
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
