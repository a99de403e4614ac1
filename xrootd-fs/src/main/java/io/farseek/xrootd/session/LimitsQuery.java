package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Requests;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks a server for its {@link VectorLimits}; nobody waits for the reply. */
final class LimitsQuery extends Exchange {
    private static final int MOST_BYTES = 4096;

    private final Session session;
    private final Consumer<@Nullable VectorLimits> learned;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int announced;

    /** @param learned told once: the limits, or null when the question went unanswered */
    LimitsQuery(Session session, long patienceNanos, Consumer<@Nullable VectorLimits> learned) {
        super(Requests.query(Protocol.QUERY_CONFIG, VectorLimits.QUERY), patienceNanos);
        this.session = session;
        this.learned = learned;
    }

    @Override
    void frame(int length) throws BrokenProtocolException {
        announced += Math.min(length, MOST_BYTES + 1);
        ReadExchange.atMost(announced, MOST_BYTES, request());
    }

    @Override
    void data(ByteBuffer chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.get(bytes);
        body.writeBytes(bytes);
    }

    @Override
    void ended() {
        session.answeredIn(answerNanos());
        learned.accept(VectorLimits.parse(FrameDecoder.text(body.toByteArray(), 0)));
    }

    @Override
    void refused(Reply reply) {
        learned.accept(VectorLimits.USUAL);
    }

    @Override
    void failed(IOException cause) {
        learned.accept(null);
    }
}
