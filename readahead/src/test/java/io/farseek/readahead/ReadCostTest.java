package io.farseek.readahead;

import static io.farseek.readahead.Trace.KIB;
import static io.farseek.readahead.Trace.MIB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What patterns of reads cost in requests and bytes, to the request. Each replay also checks every byte. */
class ReadCostTest {
    private static final long OBJECT = 256 * MIB;
    private static final SimulatedNetwork.Model IDLE = SimulatedNetwork.Model.of(0.020, 100e6);
    private static final SimulatedNetwork.Model SHARED = new SimulatedNetwork.Model(0.020, 0, 60e6, 200e6);

    private SimulatedNetwork network = new SimulatedNetwork(IDLE);

    private ReadAhead open(long length, ReadAheadSettings settings) {
        return ReadAhead.open(
                network.object(length),
                new ObjectIdentity("store", "object", "v1"),
                settings,
                network.runtime(new RuntimeSettings(512 * MIB, 64, true)),
                new Recorder());
    }

    private Trace.Cost replay(Trace trace) throws IOException {
        return trace.replay(network, open(trace.objectLength(), ReadAheadSettings.DEFAULT));
    }

    private List<String> requests() {
        return network.log().stream().map(each -> each.range().toString()).collect(Collectors.toList());
    }

    @Test
    void aSmallObjectIsOneRequest() throws IOException {
        replay(Trace.sequential(MIB, 10 * KIB));
        assertThat(requests()).containsExactly("[0, 1048576)");
    }

    @Test
    void aSequentialReadMovesEveryByteOnceAndKeepsSeveralRequestsUnderWay() throws IOException {
        Trace.Cost cost = replay(Trace.sequential(OBJECT, 64 * KIB));
        assertThat(cost.requestedBytes()).isEqualTo(OBJECT);
        assertThat(cost.requests()).isLessThanOrEqualTo(70);
        // One request at a time would take 2.7 s at this bandwidth.
        assertThat(cost.seconds()).isLessThan(0.5);
    }

    @Test
    void declaredSequentialReadsRunAtFullWidthFromTheFirstByte() throws IOException {
        ReadAhead file = open(OBJECT, ReadAheadSettings.DEFAULT.withPattern(ReadPattern.SEQUENTIAL));
        Trace.Cost cost = Trace.sequential(OBJECT, 64 * KIB).replay(network, file);
        assertThat(cost.requestedBytes()).isEqualTo(OBJECT);
        assertThat(cost.seconds()).isLessThan(0.3);
    }

    @Test
    void aHundredForwardSkipsAreTwoRequests() throws IOException {
        Trace.Cost cost = replay(Trace.steps("skips", OBJECT, 0, 64 * KIB, 16 * KIB, 100));
        assertThat(requests()).containsExactly("[0, 262144)", "[262144, 8470528)");
        assertThat(cost.seconds()).isLessThan(0.130);
    }

    @Test
    void aHundredForwardSkipsOfShortReadsAreTwoRequestsToo() throws IOException {
        replay(Trace.steps("skips", OBJECT, 0, 64 * KIB, 4 * KIB, 100));
        assertThat(requests()).hasSize(2);
    }

    @Test
    void aHundredBackwardSeeksAreAtMostEightRequestsAndEightMegabytes() throws IOException {
        Trace.Cost cost = replay(Trace.steps("backward", OBJECT, 128 * MIB, -64 * KIB, 16 * KIB, 100));
        assertThat(cost.requests()).isLessThanOrEqualTo(8);
        assertThat(cost.requestedBytes()).isLessThanOrEqualTo(8 * MIB);
        assertThat(cost.seconds()).isLessThan(0.3);
    }

    @Test
    void aDenseBackwardRunIsReadAlmostAsFastAsAForwardOne() throws IOException {
        Trace.Cost cost = replay(Trace.steps("backward", OBJECT, 128 * MIB, -64 * KIB, 64 * KIB, 400));
        // Read by read it would take 8 s.
        assertThat(cost.seconds()).isLessThan(0.18);
        assertThat(cost.requests()).isLessThanOrEqualTo(40);
        assertThat(cost.requestedBytes()).isLessThanOrEqualTo(4 * 400 * 64 * KIB);
    }

    @Test
    void twentyBackwardSeeksWithinAMegabyteAreTwoRequests() throws IOException {
        replay(Trace.steps("backward", OBJECT, 128 * MIB, -32 * KIB, 8 * KIB, 20));
        assertThat(requests()).containsExactly("[134217728, 134225920)", "[133136384, 134193152)");
    }

    @Test
    void twoHundredRandomReadsAreAtMostTwoHundredRequests() throws IOException {
        Trace.Cost cost = replay(Trace.random(OBJECT, 16 * KIB, 200, 7));
        assertThat(cost.requests()).isLessThanOrEqualTo(200);
        // One request a read would take 4 s.
        assertThat(cost.seconds()).isLessThan(2.5);
    }

    @Test
    void branchesReadOneAfterTheOtherArePredictedThoughTheirBasketsVary() throws IOException {
        Trace.Cost cost = replay(Trace.baskets(OBJECT, 61, 5, 64 * KIB, false, 1));
        assertThat(cost.amplification()).isLessThan(3);
        // One request a read would take 6.2 s.
        assertThat(cost.seconds()).isLessThan(0.8);
    }

    @Test
    void rowsOfBasketsAreFetchedInParallelAlmostFromTheStart() throws IOException {
        Trace.Cost cost = replay(Trace.baskets(OBJECT, 61, 5, 64 * KIB, true, 1));
        assertThat(cost.seconds()).isLessThan(0.8);
        assertThat(cost.requests()).isLessThan(305);
    }

    @Test
    void fiveHundredRandomReadsBuyInInstalmentsWhatTheLimitLeavesThem() throws IOException {
        double seconds = 0;
        for (int seed = 1; seed <= 4; seed++) {
            network = new SimulatedNetwork(SimulatedNetwork.Model.of(0.020, 60e6));
            Trace.Cost cost = replay(Trace.random(OBJECT, 16 * KIB, 499, seed));
            assertThat(cost.amplification()).isLessThanOrEqualTo(24);
            seconds += cost.seconds();
        }
        // One request a read takes 10.1 s; buying only regions that there is room for at once, 3.6 s.
        assertThat(seconds).isLessThan(4 * 3.5);
    }

    @Test
    void manyRandomReadsStayWithinTheAmplificationLimit() throws IOException {
        Trace.Cost cost = replay(Trace.random(OBJECT, 16 * KIB, 600, 7));
        assertThat(cost.amplification()).isLessThanOrEqualTo(24);
    }

    @Test
    void onACrowdedNetworkRandomReadsMoveAtMostFourTimesTheirBytes() throws IOException {
        double seconds = 0;
        for (int seed = 1; seed <= 4; seed++) {
            network = new SimulatedNetwork(SHARED);
            network.others(31);
            Trace.Cost cost = replay(Trace.random(OBJECT, 16 * KIB, 499, seed));
            assertThat(cost.amplification()).isLessThanOrEqualTo(4);
            seconds += cost.seconds();
        }
        // What one request a read takes there.
        assertThat(seconds).isLessThan(4 * 499 * 0.0231);
    }

    @Test
    void onACrowdedNetworkSkipsMoveAtMostFourTimesTheirBytes() throws IOException {
        network = new SimulatedNetwork(SHARED);
        network.others(31);
        assertThat(replay(Trace.skips(OBJECT, 32 * KIB, 482, 7)).amplification())
                .isLessThanOrEqualTo(4);
    }

    @Test
    void onACrowdedNetworkBranchesMoveAtMostFourTimesTheirBytes() throws IOException {
        network = new SimulatedNetwork(SHARED);
        network.others(31);
        assertThat(replay(Trace.baskets(OBJECT, 61, 5, 64 * KIB, true, 7)).amplification())
                .isLessThanOrEqualTo(4);
    }

    @Test
    void onACrowdedNetworkColumnsAreLookedForCloseToTheLineThatTheyKeepTo() throws IOException {
        network = new SimulatedNetwork(SHARED);
        network.others(31);
        Trace.Cost cost = replay(Trace.baskets(OBJECT, 61, 5, 64 * KIB, false, 7));
        // Around the latest read, as far as steps have varied, 2.0 times.
        assertThat(cost.amplification()).isLessThan(1.9);
        // One request a read takes 305 times 20 ms and what 55 KiB take of a 32nd of 200 MB/s.
        assertThat(cost.seconds()).isLessThan(305 * 0.029 * 0.8);
    }

    @Test
    void onACrowdedNetworkReadsThatLieCloseByChanceAreNoRun() throws IOException {
        network = new SimulatedNetwork(SHARED);
        network.others(31);
        ReadAheadRuntime runtime = network.runtime(new RuntimeSettings(512 * MIB, 64, true));
        // What shows that the way is crowded.
        Trace.sequential(8 * MIB, 1024 * KIB).replay(network, open(8 * MIB, "before", runtime));
        network.drain();
        int before = network.log().size();
        List<ByteRange> close = List.of(
                ByteRange.of(100 * MIB, 16 * KIB),
                ByteRange.of(100 * MIB + 40 * KIB, 16 * KIB),
                ByteRange.of(10 * MIB, 16 * KIB),
                ByteRange.of(10 * MIB - 40 * KIB, 16 * KIB));
        new Trace("close", OBJECT, close).replay(network, open(OBJECT, "object", runtime));
        assertThat(network.log().subList(before, network.log().size()))
                .extracting(SimulatedNetwork.Request::range)
                .containsExactlyElementsOf(close);
    }

    private ReadAhead open(long length, String name, ReadAheadRuntime runtime) {
        return ReadAhead.open(
                network.object(length),
                new ObjectIdentity("store", name, "v1"),
                ReadAheadSettings.DEFAULT,
                runtime,
                new Recorder());
    }

    @Test
    void pingPongBetweenTwoPlacesIsOneWindowEach() throws IOException {
        Trace.Cost cost = replay(Trace.pingPong(OBJECT, 10 * MIB, 200 * MIB, 16 * KIB, 100));
        assertThat(cost.requests()).isLessThanOrEqualTo(5);
        assertThat(cost.seconds()).isLessThan(0.2);
    }

    @Test
    void interleavedBranchesCostFewerRoundsThanReads() throws IOException {
        Trace trace = Trace.baskets(OBJECT, 61, 5, 64 * KIB, true, 7);
        Trace.Cost cost = replay(trace);
        // 305 reads one by one would take 6.3 s.
        assertThat(cost.seconds()).isLessThan(1.0);
        assertThat(cost.amplification()).isLessThanOrEqualTo(24);
    }

    @Test
    void oneBranchAfterTheOtherIsPredicted() throws IOException {
        Trace trace = Trace.steps("one branch", OBJECT, 5 * MIB, 4 * MIB, 64 * KIB, 60);
        Trace.Cost cost = replay(trace);
        assertThat(cost.seconds()).isLessThan(0.4);
        assertThat(cost.amplification()).isLessThan(3);
    }

    @Test
    void forwardSkipsThroughAWholeObject() throws IOException {
        Trace.Cost cost = replay(Trace.skips(OBJECT, 32 * KIB, 482, 7));
        // 482 requests one by one would take 9.8 s.
        assertThat(cost.seconds()).isLessThan(1.0);
        assertThat(cost.amplification()).isLessThanOrEqualTo(24);
    }

    @Test
    void aFooterReadTakesTheTailInOneRequest() throws IOException {
        Trace.Cost cost = replay(new Trace(
                "footer",
                OBJECT,
                List.of(new ByteRange(OBJECT - 8, OBJECT), new ByteRange(OBJECT - 60_000, OBJECT - 8))));
        assertThat(cost.requests()).isEqualTo(1);
        // A quarter of the 1.5 MB that are thought to pass in a latency before anything is measured.
        assertThat(requests()).containsExactly("[268060456, 268435456)");
    }

    @Test
    void neighbouringVectorRangesBecomeOneRequest() throws IOException {
        ReadAhead file = open(OBJECT, ReadAheadSettings.DEFAULT);
        new Trace("v", OBJECT, List.of(ByteRange.of(1000, 500), ByteRange.of(2000, 500), ByteRange.of(1500, 100)))
                .replayVectored(network, file);
        assertThat(requests()).containsExactly("[1000, 2500)");
    }

    @Test
    void fewFarVectorRangesAreARequestEachAndAllUnderWayAtOnce() throws IOException {
        ReadAhead file = open(OBJECT, ReadAheadSettings.DEFAULT);
        Trace.Cost cost = Trace.steps("v", OBJECT, 0, 10 * MIB, 64 * KIB, 10).replayVectored(network, file);
        assertThat(cost.requests()).isEqualTo(10);
        assertThat(cost.requestedBytes()).isEqualTo(10 * 64 * KIB);
        assertThat(cost.seconds()).isLessThan(0.024);
    }

    @Test
    void theLongestOfFewVectorRangesIsCutSoThatTheOthersNeedNotWaitForIt() throws IOException {
        network = new SimulatedNetwork(SimulatedNetwork.Model.of(0.020, 60e6));
        ReadAhead file = open(OBJECT, ReadAheadSettings.DEFAULT);
        // What has been seen of the endpoint: 20 ms and 60 MB/s.
        Trace.steps("before", OBJECT, 200 * MIB, MIB, 1024 * KIB, 4).replayVectored(network, file);
        Trace.Cost cost = new Trace(
                        "a row group",
                        OBJECT,
                        List.of(
                                ByteRange.of(9 * MIB, 500_000),
                                ByteRange.of(12 * MIB, 400_000),
                                ByteRange.of(19 * MIB, 1_700_000),
                                ByteRange.of(31 * MIB, 1_700_000)))
                .replayVectored(network, file);
        // In one request each, the longest take 20 ms and 28 ms.
        assertThat(cost.seconds()).isLessThan(0.036);
        assertThat(network.log().subList(network.log().size() - 8, network.log().size()))
                .allMatch(each -> each.range().length() < 600_000);
    }

    @Test
    void manyVectorRangesAreMergedWhereTheGapCostsLessThanARequest() throws IOException {
        ReadAhead file = open(OBJECT, ReadAheadSettings.DEFAULT);
        Trace.Cost cost = Trace.random(OBJECT, 16 * KIB, 499, 7).replayVectored(network, file);
        assertThat(cost.requests()).isLessThanOrEqualTo(300);
        // One gap for all of them would fetch the whole object, 33 times the bytes.
        assertThat(cost.requestedBytes()).isLessThanOrEqualTo(6 * 499 * 16 * KIB);
        assertThat(cost.seconds()).isLessThan(0.20);
    }

    @Test
    void hintsMakeTheReadsThatFollowLookUps() throws IOException {
        ReadAhead file = open(OBJECT, ReadAheadSettings.DEFAULT);
        Trace trace = Trace.baskets(OBJECT, 4, 5, 64 * KIB, true, 7);
        file.willNeed(trace.reads());
        Trace.Cost cost = trace.replay(network, file);
        assertThat(network.log()).hasSize(20).allMatch(each -> each.cause() == ReadCause.HINT);
        assertThat(cost.seconds()).isLessThan(0.15);
    }

    @Test
    void readingAgainCostsNothing() throws IOException {
        ReadAhead file = open(OBJECT, ReadAheadSettings.DEFAULT);
        Trace trace = Trace.random(OBJECT, 16 * KIB, 20, 7);
        trace.replay(network, file);
        Trace.Cost again = trace.shuffled(3).replay(network, file);
        assertThat(again.requests()).isZero();
        assertThat(again.seconds()).isZero();
    }

    @Test
    void anotherStreamOnTheSameVersionFindsWhatTheFirstFetched() throws IOException {
        ReadAheadRuntime runtime = network.runtime(new RuntimeSettings(512 * MIB, 64, true));
        ObjectIdentity identity = new ObjectIdentity("store", "object", "v1");
        Trace trace = Trace.random(OBJECT, 16 * KIB, 20, 7);
        trace.replay(
                network,
                ReadAhead.open(network.object(OBJECT), identity, ReadAheadSettings.DEFAULT, runtime, new Recorder()));
        ReadAhead second =
                ReadAhead.open(network.object(OBJECT), identity, ReadAheadSettings.DEFAULT, runtime, new Recorder());
        assertThat(trace.replay(network, second).requests()).isZero();
        ReadAhead newer = ReadAhead.open(
                network.object(OBJECT),
                new ObjectIdentity("store", "object", "v2"),
                ReadAheadSettings.DEFAULT,
                runtime,
                new Recorder());
        assertThat(trace.replay(network, newer).requests()).isPositive();
    }

    @Test
    void randomModeIsLeftWhenReadsTurnSequential() throws IOException {
        ReadAhead file = open(OBJECT, ReadAheadSettings.DEFAULT.withPattern(ReadPattern.RANDOM));
        Trace.random(OBJECT / 2, 16 * KIB, 30, 7).replay(network, file);
        Trace.Cost cost = Trace.steps("then sequential", OBJECT, 130 * MIB, 64 * KIB, 64 * KIB, 1024)
                .replay(network, file);
        // 64 MiB one read at a time would be 1024 requests and 20 s.
        assertThat(cost.requests()).isLessThan(40);
        assertThat(cost.seconds()).isLessThan(0.6);
    }

    @Test
    void withReadAheadOffEveryReadIsItsOwnRequest() throws IOException {
        ReadAhead file = ReadAhead.open(
                network.object(OBJECT),
                new ObjectIdentity("store", "object", "v1"),
                ReadAheadSettings.DEFAULT.disabled(),
                new ReadAheadRuntime(new RuntimeSettings(0, 4, false)),
                new Recorder());
        var futures =
                file.readVectored(List.of(ByteRange.of(10, 5), ByteRange.of(20, 5)), java.nio.ByteBuffer::allocate);
        network.drain();
        futures.forEach(each -> assertThat(each.join().remaining()).isEqualTo(5));
        assertThat(requests()).containsExactly("[10, 15)", "[20, 25)");
    }

    @Test
    void aSmallPoolIsNeverExceededByWhatIsFetchedAhead() throws IOException {
        long budget = 16 * MIB;
        ReadAheadRuntime runtime = network.runtime(new RuntimeSettings(budget, 64, true));
        ReadAhead file = ReadAhead.open(
                network.object(OBJECT),
                new ObjectIdentity("s", "o", "v"),
                ReadAheadSettings.DEFAULT,
                runtime,
                new Recorder());
        long most = 0;
        for (ByteRange each : Trace.sequential(OBJECT, 256 * KIB).reads()) {
            java.nio.ByteBuffer target = java.nio.ByteBuffer.allocate((int) each.length());
            file.readFully(each.start(), target);
            Trace.check(each, target.flip());
            most = Math.max(most, runtime.heldBytes());
        }
        assertThat(most).isLessThanOrEqualTo(budget + 8 * MIB);
        // Nothing was fetched, dropped unread and fetched again.
        assertThat(network.requestedBytes()).isLessThanOrEqualTo(OBJECT * 102 / 100);
    }

    @Test
    void whatWasBoughtAndPassedByMakesRoomForWhatComes() throws IOException {
        ReadAheadRuntime runtime = network.runtime(new RuntimeSettings(48 * MIB, 64, true));
        ReadAhead file = ReadAhead.open(
                network.object(4 * OBJECT),
                new ObjectIdentity("s", "o", "v"),
                ReadAheadSettings.DEFAULT,
                runtime,
                new Recorder());
        Trace.Cost cost = Trace.skips(4 * OBJECT, 32 * KIB, 4 * 482, 7).replay(network, file);
        // 1,928 requests one by one would take 39 s; a pool full of what was passed by would come to that.
        assertThat(cost.seconds()).isLessThan(15);
        assertThat(runtime.heldBytes()).isLessThanOrEqualTo(48 * MIB);
    }
}
