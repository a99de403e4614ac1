package io.farseek.xrootd.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Makes the requests a client sends. Offsets named in the protocol description count from the header's start; here they are 4 less. */
public final class Requests {
    /** Protocol version offered: 5.2.0. */
    private static final int CLIENT_VERSION = 0x520;

    private static final int PROTOCOL_SECURITY = 1;
    private static final int PROTOCOL_ABLE_TLS = 2;
    private static final int PROTOCOL_WANT_TLS = 4;
    private static final int EXPECT_LOGIN = 3;

    private static final int ABILITY_FULL_URL = 1;
    private static final int ABILITY_READ_REDIRECT = 4;
    private static final int ABILITY_REDIRECT_FLAGS = 128;
    /** Bit 7: able to take asynchronous responses; low bits: protocol generation 5, which knows TLS. */
    private static final int CAPABILITY = 0x85;

    private Requests() {}

    /** The 20 bytes that open a connection. */
    public static byte[] handshake() {
        return ByteBuffer.allocate(20).putInt(12, 4).putInt(16, 2012).array();
    }

    /** Asks for the protocol version; {@code wantTls} demands TLS rather than offering it. */
    public static Request protocol(boolean ableTls, boolean wantTls) {
        int flags = PROTOCOL_SECURITY | (ableTls ? PROTOCOL_ABLE_TLS : 0) | (wantTls ? PROTOCOL_WANT_TLS : 0);
        return Request.of(
                Protocol.PROTOCOL,
                body().putInt(0, CLIENT_VERSION).put(4, (byte) flags).put(5, (byte) EXPECT_LOGIN));
    }

    /** Logs in; {@code cgi} describes the client as {@code ?key=value&...}, and a login token from a redirect follows it. */
    public static Request login(long pid, String user, String cgi) {
        ByteBuffer body = body().putInt(0, (int) pid);
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        body.put(4, name, 0, Math.min(8, name.length));
        body.put(13, (byte) (ABILITY_FULL_URL | ABILITY_READ_REDIRECT | ABILITY_REDIRECT_FLAGS));
        body.put(14, (byte) CAPABILITY);
        return Request.of(Protocol.LOGIN, body, cgi);
    }

    /** One step of authentication; a mechanism has at most 4 ASCII characters. */
    public static Request auth(String mechanism, byte[] credential) {
        byte[] name = Arrays.copyOf(mechanism.getBytes(StandardCharsets.US_ASCII), 4);
        return Request.of(Protocol.AUTH, body().put(12, name), credential);
    }

    public static Request open(String path, int mode, int options) {
        return Request.of(Protocol.OPEN, body().putShort(0, (short) mode).putShort(2, (short) options), path);
    }

    public static Request close(int handle) {
        return Request.of(Protocol.CLOSE, body().putInt(0, handle));
    }

    public static Request read(int handle, long offset, int length) {
        return Request.of(
                Protocol.READ, body().putInt(0, handle).putLong(4, offset).putInt(12, length));
    }

    public static Request pageRead(int handle, long offset, int length) {
        return Request.of(
                Protocol.PGREAD, body().putInt(0, handle).putLong(4, offset).putInt(12, length));
    }

    /** One segment of a vector read. */
    public record Segment(long offset, int length) {}

    public static Request readVector(int handle, List<Segment> segments) {
        ByteBuffer list = ByteBuffer.allocate(16 * segments.size());
        for (Segment each : segments) {
            list.putInt(handle).putInt(each.length()).putLong(each.offset());
        }
        return Request.of(Protocol.READV, body(), list.array());
    }

    /** Keeps {@code data} without copying: it must not change until the reply has come. */
    public static Request write(int handle, long offset, byte[] data, int start, int length) {
        return new Request(Protocol.WRITE, body().putInt(0, handle).putLong(4, offset), data, start, length);
    }

    /** Copies the data, each page led by its CRC32C. */
    public static Request pageWrite(int handle, long offset, byte[] data, int start, int length) {
        byte[] pages = Pages.encode(offset, data, start, length);
        return Request.of(Protocol.PGWRITE, body().putInt(0, handle).putLong(4, offset), pages);
    }

    /** One page, or the part of one, whose checksum was wrong when the server got it. */
    public static Request pageRewrite(int handle, long offset, byte[] data, int start, int length) {
        byte[] pages = Pages.encode(offset, data, start, length);
        return Request.of(
                Protocol.PGWRITE, body().putInt(0, handle).putLong(4, offset).put(13, (byte) 1), pages);
    }

    public static Request sync(int handle) {
        return Request.of(Protocol.SYNC, body().putInt(0, handle));
    }

    public static Request truncate(String path, long size) {
        return Request.of(Protocol.TRUNCATE, body().putLong(4, size), path);
    }

    public static Request stat(String path) {
        return Request.of(Protocol.STAT, body(), path);
    }

    public static Request stat(int handle) {
        return Request.of(Protocol.STAT, body().putInt(12, handle));
    }

    public static Request statx(List<String> paths) {
        return Request.of(Protocol.STATX, body(), String.join("\n", paths));
    }

    /** Lists with each entry's stat. */
    public static Request dirlist(String path) {
        return Request.of(Protocol.DIRLIST, body().put(15, (byte) 2), path);
    }

    public static Request locate(String path, int options) {
        return Request.of(Protocol.LOCATE, body().putShort(0, (short) options), path);
    }

    public static Request mkdir(String path, int mode, boolean parents) {
        return Request.of(
                Protocol.MKDIR, body().put(0, (byte) (parents ? 1 : 0)).putShort(14, (short) mode), path);
    }

    public static Request mv(String from, String to) {
        int fromBytes = from.getBytes(StandardCharsets.UTF_8).length;
        return Request.of(Protocol.MV, body().putShort(14, (short) fromBytes), from + " " + to);
    }

    public static Request rm(String path) {
        return Request.of(Protocol.RM, body(), path);
    }

    public static Request rmdir(String path) {
        return Request.of(Protocol.RMDIR, body(), path);
    }

    public static Request chmod(String path, int mode) {
        return Request.of(Protocol.CHMOD, body().putShort(14, (short) mode), path);
    }

    public static Request query(int kind, String arguments) {
        return Request.of(Protocol.QUERY, body().putShort(0, (short) kind), arguments);
    }

    public static Request ping() {
        return Request.of(Protocol.PING, body());
    }

    public static Request endSession(byte[] sessionId) {
        return Request.of(Protocol.ENDSESS, body().put(0, sessionId, 0, 16));
    }

    static Request attributes(int subcode, int count, int options, byte[] payload) {
        ByteBuffer body = body().put(4, (byte) subcode).put(5, (byte) count).put(6, (byte) options);
        return Request.of(Protocol.FATTR, body, payload);
    }

    private static ByteBuffer body() {
        return ByteBuffer.allocate(16);
    }
}
