package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An open file.
 *
 * @param handle opaque, good on the connection it came from only
 * @param stat null unless asked for and given
 */
public record OpenReply(int handle, @Nullable StatInfo stat) {
    private static final int STAT_AT = 12;

    public static OpenReply parse(byte[] body) throws BrokenProtocolException {
        if (body.length < 4) {
            throw new BrokenProtocolException("an open reply of " + body.length + " bytes");
        }
        int handle = ByteBuffer.wrap(body).getInt();
        return new OpenReply(handle, body.length > STAT_AT ? StatInfo.parse(FrameDecoder.text(body, STAT_AT)) : null);
    }
}
