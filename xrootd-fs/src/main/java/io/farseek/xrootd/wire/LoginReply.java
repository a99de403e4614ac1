package io.farseek.xrootd.wire;

import java.util.Arrays;
import java.util.List;

/** A session's id and the ways of authentication the server asks for; none when the login is complete. */
public final class LoginReply {
    private static final int ID_BYTES = 16;

    private final byte[] sessionId;
    private final List<SecurityOffer> offers;

    private LoginReply(byte[] sessionId, List<SecurityOffer> offers) {
        this.sessionId = sessionId;
        this.offers = List.copyOf(offers);
    }

    public static LoginReply parse(byte[] body) {
        return new LoginReply(Arrays.copyOf(body, ID_BYTES), SecurityOffer.parse(FrameDecoder.text(body, ID_BYTES)));
    }

    public byte[] sessionId() {
        return sessionId.clone();
    }

    public List<SecurityOffer> offers() {
        return offers;
    }
}
