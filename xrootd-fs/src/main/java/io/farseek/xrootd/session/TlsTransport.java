package io.farseek.xrootd.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;

/** TLS on a connection: what the layered socket's streams take and give. */
final class TlsTransport implements Transport {
    private final BufferedSocket beneath;
    private final InputStream in;
    private final OutputStream out;

    /** @param layered TLS over {@code beneath}, its handshake done */
    TlsTransport(BufferedSocket beneath, Socket layered) throws IOException {
        this.beneath = beneath;
        this.in = layered.getInputStream();
        this.out = layered.getOutputStream();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int got = in.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.position() + Math.max(0, got));
        return got;
    }

    @Override
    public int readNow(ByteBuffer into) throws IOException {
        return in.available() > 0 || beneath.holdsBytes() ? read(into) : 0;
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        out.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
        from.position(from.limit());
    }

    @Override
    public ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes);
    }
}
