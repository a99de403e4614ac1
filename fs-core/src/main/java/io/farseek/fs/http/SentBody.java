package io.farseek.fs.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A body on its way out, from its start at every attempt. */
final class SentBody extends AbstractHttpEntity {
    private static final int CHUNK = 64 << 10;

    private final HttpBody body;
    private final Lifeline life;
    private final long headNanos;
    private final HttpCall call;

    SentBody(HttpBody body, Lifeline life, long headNanos, HttpCall call) {
        super((String) null, null);
        this.body = body;
        this.life = life;
        this.headNanos = headNanos;
        this.call = call;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        long total = 0;
        long length = body.length();
        byte[] chunk = new byte[(int) Math.max(1, Math.min(CHUNK, length))];
        life.enter(Lifeline.Phase.SEND, 0);
        try (InputStream in = body.open()) {
            for (int got = in.read(chunk); got > 0; got = in.read(chunk)) {
                total += got;
                if (total > length) {
                    break;
                }
                out.write(chunk, 0, got);
                life.sent(total);
            }
        }
        if (total != length) {
            throw new IOException(
                    call.described() + ": the body to send has " + (total > length ? "more than " : "only ")
                            + Math.min(total, length) + " bytes, not the " + length + " announced");
        }
        life.enter(Lifeline.Phase.HEAD, headNanos);
    }

    @Override
    public InputStream getContent() throws IOException {
        return body.open();
    }

    @Override
    public long getContentLength() {
        return body.length();
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {}
}
