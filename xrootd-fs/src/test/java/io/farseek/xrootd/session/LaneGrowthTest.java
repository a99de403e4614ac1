package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.readahead.ByteRange;
import io.farseek.xrootd.wire.Requests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is learned of a server from the answers on several lanes, and what follows for the lanes. */
class LaneGrowthTest {
    private static final int MIB = 1 << 20;
    private static final long NEAR = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long FAR = TimeUnit.MILLISECONDS.toNanos(20);

    private final LaneGrowth growth = new LaneGrowth(ClientSettings.DEFAULT);
    private final List<Lane> lanes = new ArrayList<>();

    /** Ends when it is told to. */
    private static final class Answer extends ReadExchange {
        private long received;

        Answer(Lane lane, Piece piece) {
            super(Requests.ping(), TimeUnit.SECONDS.toNanos(60), lane, piece, new Nobody());
        }

        @Override
        void frame(int length) {}

        @Override
        void data(ByteBuffer chunk) {
            received += chunk.remaining();
        }

        @Override
        long received() {
            return received;
        }
    }

    private static final class Nobody implements ReadExchange.Outcome {
        @Override
        public void arrived(Lane lane, ReadExchange exchange) {}

        @Override
        public void refused(Lane lane, ReadExchange exchange, Reply reply) {}

        @Override
        public void lost(Lane lane, ReadExchange exchange, IOException cause) {}
    }

    private static Piece piece(boolean vector, int bytes) {
        Part part = new Part(ByteRange.of(0, bytes), new CollectingSink());
        return vector ? Piece.vector(List.of(part), 2 * MIB) : Piece.plain(part);
    }

    private void lanes(int count) {
        for (int i = 0; i < count; i++) {
            lanes.add(new Lane(new Session(null, null, new byte[16], NEAR, false), i));
        }
    }

    private Answer begin(Lane lane, boolean vector, int bytes) {
        Answer answer = new Answer(lane, piece(vector, bytes));
        answer.sending();
        answer.begin(growth.answeredBytes());
        lane.began(answer);
        return answer;
    }

    /** One answer on each lane, asked for together; all there after {@code millis}. */
    private void answeredTogether(boolean vector, int bytes, long millis) throws IOException {
        List<Answer> answers = new ArrayList<>();
        for (Lane each : lanes) {
            answers.add(begin(each, vector, bytes));
        }
        for (Answer each : answers) {
            each.onData(ByteBuffer.allocate(bytes));
        }
        for (Answer each : answers) {
            end(each, millis, NEAR);
        }
    }

    private void end(Answer answer, long millis, long roundTripNanos) {
        growth.ended(
                answer,
                lanes,
                roundTripNanos,
                answer.sentNanos() + roundTripNanos + TimeUnit.MILLISECONDS.toNanos(millis));
        answer.lane().ended(answer, growth.answeredBytes());
    }

    private boolean staysOnTheFirstLane() {
        return growth.suffices(lanes.get(0), piece(true, MIB), NEAR);
    }

    /** Two megabytes each on sixteen lanes within 14 ms are all that two processors take: one lane's 150 MB/s are not the server's fault. */
    @Test
    void answersThatCameTogetherWithOthersAreNotSlow() throws IOException {
        lanes(16);
        answeredTogether(true, 2 * MIB, 14);
        assertThat(staysOnTheFirstLane()).isTrue();
        assertThat(growth.wanted(lanes, List.of(), NEAR, System.nanoTime())).isZero();
    }

    @Test
    void aLaneThatIsThatSlowByItselfIs() throws IOException {
        lanes(1);
        answeredTogether(true, 2 * MIB, 14);
        assertThat(staysOnTheFirstLane()).isFalse();
    }

    @Test
    void aDiskIsSlowHoweverManyLanesWaitForIt() throws IOException {
        lanes(16);
        answeredTogether(false, 16 << 10, 5);
        assertThat(staysOnTheFirstLane()).isFalse();
    }

    @Test
    void vectorsFromMemoryBeyondALanesShareWantASecondLane() throws IOException {
        lanes(1);
        answeredTogether(true, 2 * MIB, 1);
        for (int i = 0; i < 4; i++) {
            begin(lanes.get(0), true, 2 * MIB);
        }
        assertThat(growth.isCrowded(lanes, List.of(), NEAR)).isFalse();
        begin(lanes.get(0), true, 2 * MIB);
        assertThat(growth.isCrowded(lanes, List.of(), NEAR)).isTrue();
        assertThat(growth.isCrowded(lanes, List.of(), FAR))
                .as("far away the way is what limits a vector")
                .isFalse();
        assertThat(growth.wanted(lanes, List.of(), NEAR, System.nanoTime())).isEqualTo(1);
        assertThat(growth.isCrowded(lanes, List.of(), NEAR))
                .as("one is being opened")
                .isFalse();
        growth.opened(false);
        assertThat(growth.isCrowded(lanes, List.of(), NEAR)).as("there is none").isFalse();
    }

    @Test
    void pieceAfterPieceFillsALaneBeforeTheNext() throws IOException {
        lanes(2);
        answeredTogether(true, 2 * MIB, 1);
        for (int i = 0; i < 4; i++) {
            assertThat(growth.suffices(lanes.get(0), piece(true, 2 * MIB), NEAR))
                    .isTrue();
            begin(lanes.get(0), true, 2 * MIB);
        }
        assertThat(growth.suffices(lanes.get(0), piece(true, 2 * MIB), NEAR)).isFalse();
        assertThat(growth.suffices(lanes.get(1), piece(true, 2 * MIB), NEAR)).isTrue();
    }

    /** The first reply of a process comes when the virtual machine has loaded what reads it. */
    @Test
    void aLateFirstReplyDoesNotMakeAServerFarForEver() throws IOException {
        Session session = new Session(null, null, new byte[16], FAR, false);
        Answer answer = begin(new Lane(session, 1), false, 4);
        session.answeredIn(answer.answerNanos());
        assertThat(session.roundTripNanos()).as("without an answer").isEqualTo(FAR);
        answer.onData(ByteBuffer.allocate(1));
        long first = answer.answerNanos();
        answer.onData(ByteBuffer.allocate(3));
        assertThat(answer.answerNanos()).as("the first bytes count").isEqualTo(first);
        session.answeredIn(NEAR);
        session.answeredIn(2 * NEAR);
        assertThat(session.roundTripNanos()).isEqualTo(NEAR);
    }
}
