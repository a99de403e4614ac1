package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.ServerErrorException;
import java.nio.ByteBuffer;

/** A reply held whole. */
final class Reply {
    private final int status;
    private final byte[] body;

    Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
    }

    /** One of {@link Protocol}'s reply states. */
    int status() {
        return status;
    }

    byte[] body() {
        return body;
    }

    boolean isOk() {
        return status == Protocol.OK;
    }

    String text() {
        return FrameDecoder.text(body, 0);
    }

    /** Seconds of a wait; 1 where the reply does not say. */
    int waitSeconds() {
        return body.length < 4 ? 1 : Math.max(0, ByteBuffer.wrap(body).getInt());
    }

    ServerErrorException error(String what, String server) {
        if (status != Protocol.ERROR || body.length < 4) {
            return new ServerErrorException(0, "unexpected reply of status " + status, what, server);
        }
        return new ServerErrorException(
                ByteBuffer.wrap(body).getInt(), FrameDecoder.text(body, 4).strip(), what, server);
    }
}
