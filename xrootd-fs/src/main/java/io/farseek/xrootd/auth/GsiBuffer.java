package io.farseek.xrootd.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message of the gsi protocol: the name {@code gsi}, a step, buckets of a type and bytes each, and a final type 0. */
final class GsiBuffer {
    static final int CRYPTO = 3000;
    static final int MAIN = 3001;
    static final int PUBLIC_KEY = 3004;
    static final int CIPHER = 3005;
    static final int TAG = 3006;
    static final int SIGNED_TAG = 3007;
    static final int VERSION = 3014;
    static final int OPTIONS = 3019;
    static final int CERTIFICATES = 3022;
    static final int ISSUER_HASH = 3023;
    static final int CIPHERS = 3025;
    static final int DIGESTS = 3026;

    private static final byte[] NAME = "gsi\0".getBytes(StandardCharsets.US_ASCII);

    private final int step;
    private final Map<Integer, byte[]> buckets = new LinkedHashMap<>();

    GsiBuffer(int step) {
        this.step = step;
    }

    static GsiBuffer parse(byte[] message) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(message);
        if (in.remaining() < 8) {
            throw new IOException("gsi: a message of " + message.length + " bytes");
        }
        GsiBuffer buffer = new GsiBuffer(in.getInt(4));
        in.position(8);
        while (in.remaining() >= 4) {
            int type = in.getInt();
            if (type == 0) {
                break;
            }
            int length = in.remaining() < 4 ? -1 : in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new IOException("gsi: a bucket of type " + type + " names a length of " + length);
            }
            byte[] value = new byte[length];
            in.get(value);
            buffer.buckets.put(type, value);
        }
        return buffer;
    }

    int step() {
        return step;
    }

    GsiBuffer put(int type, byte[] value) {
        buckets.put(type, value);
        return this;
    }

    GsiBuffer put(int type, String value) {
        return put(type, value.getBytes(StandardCharsets.UTF_8));
    }

    GsiBuffer put(int type, int value) {
        return put(type, ByteBuffer.allocate(4).putInt(value).array());
    }

    byte[] get(int type) throws IOException {
        byte[] value = buckets.get(type);
        if (value == null) {
            throw new IOException("gsi: the server's step " + step + " lacks bucket " + type);
        }
        return value;
    }

    String text(int type) throws IOException {
        String text = new String(get(type), StandardCharsets.UTF_8);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(NAME);
        out.writeBytes(ByteBuffer.allocate(4).putInt(step).array());
        buckets.forEach((type, value) -> {
            out.writeBytes(
                    ByteBuffer.allocate(8).putInt(type).putInt(value.length).array());
            out.writeBytes(value);
        });
        out.writeBytes(new byte[4]);
        return out.toByteArray();
    }
}
