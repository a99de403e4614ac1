package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is missing of a range, and how far the planner looks for it. */
class HolesTest {
    private static final long MIB = 1 << 20;
    private static final int READ = 16 << 10;
    private static final CostEstimate CROWDED = new CostEstimate(0.02, 60e6, 6e6, false);

    /** A view that looks everything up, one stretch after the other. */
    private static BlockView view(ObjectBlocks blocks, long length) {
        return new BlockView() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public long coveredUntil(long position, long limit) {
                return blocks.coveredUntil(position, limit);
            }

            @Override
            public long coveredFrom(long position, long limit) {
                return blocks.coveredFrom(position, limit);
            }

            @Override
            public long nextCovered(long position) {
                return blocks.nextCovered(position);
            }

            @Override
            public long roomAhead() {
                return length;
            }
        };
    }

    private static void fetched(ObjectBlocks blocks, FileReads file, long from, long to) {
        blocks.add(new Fetch(file, new ByteRange(from, to), ReadCause.DEMAND));
    }

    private static FileReads file() {
        ReadAheadRuntime runtime = new SimulatedNetwork(SimulatedNetwork.Model.of(0.02, 60e6))
                .runtime(new RuntimeSettings(64 * MIB, 16, false));
        return new FileReads(
                new HandStore(64 * MIB),
                new ObjectIdentity("store", "object", "v1"),
                ReadAheadSettings.DEFAULT,
                runtime,
                new Recorder());
    }

    @Test
    void onePassFindsWhatLookingUpEachFinds() {
        SplittableRandom random = new SplittableRandom(3);
        FileReads file = file();
        for (int round = 0; round < 200; round++) {
            ObjectBlocks blocks = new ObjectBlocks();
            long at = random.nextLong(3) * 100;
            while (at < 3 * MIB) {
                long end = at + 1 + random.nextInt(600_000);
                fetched(blocks, file, at, end);
                at = end + (random.nextBoolean() ? 0 : 1 + random.nextInt(300_000));
            }
            for (int i = 0; i < 50; i++) {
                long from = random.nextLong(4 * MIB);
                ByteRange range = new ByteRange(from, from + random.nextLong(2 * MIB));
                List<ByteRange> inOnePass = new ArrayList<>();
                List<ByteRange> oneByOne = new ArrayList<>();
                assertThat(blocks.holes(range, inOnePass::add)).isTrue();
                assertThat(view(blocks, 4 * MIB).holes(range, oneByOne::add)).isTrue();
                assertThat(inOnePass).isEqualTo(oneByOne);
                assertThat(Math.min(blocks.coveredUntil(from, range.end()), range.end()))
                        .isEqualTo(lookedUp(blocks, from, range.end()));
            }
        }
    }

    private static long lookedUp(ObjectBlocks blocks, long position, long limit) {
        long at = position;
        for (Block each = blocks.at(at); each != null && at < limit; each = blocks.at(at)) {
            at = each.end();
        }
        return Math.min(at, limit);
    }

    @Test
    void countsWhatThereIs() {
        ObjectBlocks blocks = new ObjectBlocks();
        Fetch fetch = new Fetch(file(), new ByteRange(100, 700_000), ReadCause.DEMAND);
        blocks.add(fetch);
        assertThat(blocks.heldBytes()).isEqualTo(699_900);
        Block first = fetch.blocks().get(0);
        assertThat(blocks.remove(first)).isTrue();
        assertThat(blocks.remove(first)).isFalse();
        assertThat(blocks.heldBytes()).isEqualTo(699_900 - first.length());
    }

    @Test
    void stopsWhereNobodyWantsToKnowMore() {
        ObjectBlocks blocks = new ObjectBlocks();
        FileReads file = file();
        for (int i = 0; i < 5; i++) {
            fetched(blocks, file, i * 1000L + 500, i * 1000L + 1000);
        }
        List<ByteRange> found = new ArrayList<>();
        assertThat(blocks.holes(new ByteRange(0, 9000), hole -> {
                    found.add(hole);
                    return found.size() < 2;
                }))
                .isFalse();
        assertThat(found).containsExactly(new ByteRange(0, 500), new ByteRange(1000, 1500));
    }

    /** A reader that hops through a file on a crowded way owes too little for any large region: there is no need to look through one. */
    @Test
    void aMissLooksNoFurtherThanWhatIsOwedReaches() {
        long length = 512 * MIB;
        int[] looked = new int[1];
        BlockView pieces = new BlockView() {
            @Override
            public long length() {
                return length;
            }

            // Of each 64 KiB the first four are there.
            @Override
            public long coveredUntil(long position, long limit) {
                looked[0]++;
                return position % (64 << 10) < 4096 ? position - position % (64 << 10) + 4096 : position;
            }

            @Override
            public long coveredFrom(long position, long limit) {
                return position;
            }

            @Override
            public long nextCovered(long position) {
                return position % (64 << 10) < 4096 ? position : position - position % (64 << 10) + (64 << 10);
            }

            @Override
            public long roomAhead() {
                return length;
            }
        };
        AdaptivePlanner planner = new AdaptivePlanner(ReadAheadSettings.DEFAULT, Capabilities.PLAIN, 16);
        SplittableRandom random = new SplittableRandom(5);
        int misses = 400;
        int requests = 0;
        for (int i = 0; i < misses; i++) {
            long piece = random.nextLong(length / (64 << 10));
            Plan plan = planner.onRead(piece * (64 << 10) + 8192, READ, pieces, CROWDED);
            requests += plan.requests().size();
            planner.onSettled(READ, true);
        }
        assertThat(requests).isEqualTo(misses);
        // All of the file would be 8192 pieces at each miss; 400 misses owe 8 s, which 300 of them cost.
        assertThat(looked[0] / misses).isLessThan(500);
    }
}
