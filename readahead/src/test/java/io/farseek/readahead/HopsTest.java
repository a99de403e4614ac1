package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Requests that go on beyond what is asked for, on a way that many share: when, and how far. */
class HopsTest {
    private static final int KIB = 1 << 10;
    private static final int READ = 16 * KIB;
    private static final int NEAR = 40 * KIB;
    private static final long LENGTH = 1L << 30;

    /** A request's 20 ms are 160 kB: the near hops fit, the far ones do not. */
    private static final CostEstimate CROWDED = new CostEstimate(0.020, 8e6, 8e6, false);

    /** What has been planned is there. */
    private static final class Planned implements BlockView {
        private final List<ByteRange> ranges = new ArrayList<>();

        @Override
        public long length() {
            return LENGTH;
        }

        @Override
        public long coveredUntil(long position, long limit) {
            for (ByteRange each : ranges) {
                if (each.contains(position)) {
                    return each.end() >= limit ? limit : coveredUntil(each.end(), limit);
                }
            }
            return position;
        }

        @Override
        public long coveredFrom(long position, long limit) {
            for (ByteRange each : ranges) {
                if (each.contains(position - 1)) {
                    return each.start() <= limit ? limit : coveredFrom(each.start(), limit);
                }
            }
            return position;
        }

        @Override
        public long nextCovered(long position) {
            return ranges.stream()
                    .filter(each -> each.end() > position)
                    .mapToLong(each -> Math.max(position, each.start()))
                    .min()
                    .orElse(Long.MAX_VALUE);
        }

        @Override
        public long roomAhead() {
            return LENGTH;
        }
    }

    /** What is asked for while {@code reads} are read one after the other and every answer comes at once. */
    private static List<Plan.Request> requests(List<ByteRange> reads, CostEstimate cost) {
        Planned blocks = new Planned();
        AdaptivePlanner planner = new AdaptivePlanner(ReadAheadSettings.DEFAULT, Capabilities.PLAIN, 16);
        List<Plan.Request> all = new ArrayList<>();
        for (ByteRange each : reads) {
            for (Plan.Request request : planner.onRead(each.start(), (int) each.length(), blocks, cost)
                    .requests()) {
                blocks.ranges.add(request.range());
                planner.onSettled(request.range().length(), true);
                all.add(request);
            }
        }
        return all;
    }

    /** Forward hops without a pattern, far but for each {@code nearEach}th. */
    private static List<ByteRange> hops(int count, int nearEach) {
        List<ByteRange> reads = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(5);
        long at = 100L << 20;
        for (int i = 1; i <= count; i++) {
            reads.add(ByteRange.of(at, READ));
            at += READ + (i % nearEach == 0 ? NEAR : 400 * KIB + random.nextInt(300 * KIB));
        }
        return reads;
    }

    private static List<Plan.Request> asRead(List<ByteRange> reads) {
        return reads.stream()
                .map(each -> new Plan.Request(each, ReadCause.DEMAND))
                .toList();
    }

    @Test
    void aRequestGoesOnToWhereTheNextReadOftenEnds() {
        List<ByteRange> reads = hops(21, 5);
        List<Plan.Request> requests = requests(reads, CROWDED);
        // Sixteen hops have to be known. The 17th read pays for a part of the first stretch, the 18th for the rest; the
        // next two pay for
        // another one, which brings the 21st.
        List<Plan.Request> expected = new ArrayList<>(asRead(reads.subList(0, 20)));
        for (int each : new int[] {17, 19}) {
            ByteRange read = reads.get(each);
            expected.set(
                    each, new Plan.Request(new ByteRange(read.start(), read.end() + NEAR + READ), ReadCause.DEMAND));
        }
        assertThat(requests).containsExactlyElementsOf(expected);
    }

    @Test
    void aReadThatAStretchHasBroughtIsNoRequest() {
        List<ByteRange> reads = hops(400, 5);
        List<Plan.Request> requests = requests(reads, CROWDED);
        // One in five ends a near hop; what reads pay for is a stretch with every other request.
        assertThat(requests).hasSizeBetween(350, 370);
        long moved = requests.stream().mapToLong(each -> each.range().length()).sum();
        assertThat(moved).isLessThanOrEqualTo(3L * 400 * READ);
    }

    @Test
    void whereNoHopIsNearRequestsAreTheReads() {
        List<ByteRange> reads = hops(100, 1000);
        assertThat(requests(reads, CROWDED)).containsExactlyElementsOf(asRead(reads));
    }

    @Test
    void whereOneHopInTwentyIsNearRequestsAreTheReads() {
        List<ByteRange> reads = hops(100, 20);
        assertThat(requests(reads, CROWDED)).containsExactlyElementsOf(asRead(reads));
    }

    @Test
    void whereALongBodyCouldMakeTheWayPassForIdleRequestsAreTheReads() {
        List<ByteRange> reads = hops(100, 5);
        CostEstimate shared = new CostEstimate(0.020, 8e6, EndpointCost.LEAST_IDLE_SHARE, false);
        assertThat(requests(reads, shared)).containsExactlyElementsOf(asRead(reads));
    }

    @Test
    void readsBehindOneAnotherAreNoHops() {
        List<ByteRange> reads = hops(100, 5);
        Collections.reverse(reads);
        assertThat(requests(reads, CROWDED)).containsExactlyElementsOf(asRead(reads));
    }

    @Test
    void aStretchReachesAsFarAsTheFurthestHopThatTheWayBringsInTime() {
        Hops hops = new Hops();
        long end = 0;
        for (int i = 0; i < 20; i++) {
            int gap = new int[] {30 * KIB, 100 * KIB, 900 * KIB, 60 * KIB}[i % 4];
            hops.add(end + gap, end + gap + READ);
            end += gap + READ;
        }
        assertThat(hops.stretch(CROWDED)).isEqualTo(100 * KIB + READ);
        assertThat(hops.stretch(new CostEstimate(0.010, 8e6, 8e6, false))).isEqualTo(60 * KIB + READ);
    }

    @Test
    void readsPayForOneStretchAndAQuarterAtMost() {
        Hops hops = new Hops();
        long end = 0;
        for (int i = 0; i < 64; i++) {
            hops.add(end + NEAR, end + NEAR + READ);
            end += NEAR + READ;
        }
        long stretch = hops.stretch(CROWDED);
        assertThat(stretch).isEqualTo(NEAR + READ);
        hops.stretched(stretch);
        assertThat(hops.stretch(CROWDED)).isZero();
        // 14 KiB are left, and a read pays for 32.
        hops.add(end + NEAR, end + NEAR + READ);
        assertThat(hops.stretch(CROWDED)).isZero();
        hops.add(end + 2 * NEAR + READ, end + 2 * (NEAR + READ));
        assertThat(hops.stretch(CROWDED)).isEqualTo(NEAR + READ);
    }
}
