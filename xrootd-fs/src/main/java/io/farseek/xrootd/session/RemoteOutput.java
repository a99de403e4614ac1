package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.OpenReply;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.ServerErrorException;
import io.farseek.xrootd.wire.StatInfo;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file open for writing from one position on. Writes leave in chunks, several under way at once; every chunk is kept until the server
 * has acknowledged it. When the session is lost, the file is opened again on the same server, without creating or truncating it, and the
 * chunks without acknowledgement are written again to their places.
 *
 * <p>Not safe for use from several threads. After a failure every further call fails with it. Memory: {@code writeWindow + 1} chunks.
 */
public final class RemoteOutput implements Closeable {
    /** Bytes on their way; the array belongs to the request until it is acknowledged. */
    private record Chunk(long offset, ByteBuffer data, Call call) {
        // Always made by wrap.
        @SuppressWarnings("ByteBufferBackingArray")
        byte[] bytes() {
            return data.array();
        }

        int length() {
            return data.limit();
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger("farseek.xrootd");
    private static final long LONGEST_LOCK_PAUSE_MILLIS = 640;

    private final XrdPath path;
    private final ClientSettings settings;
    private final Router router;
    private final String opaque;
    private final Deque<Chunk> underWay = new ArrayDeque<>();
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private Session session;
    private int handle;
    private byte[] filling;
    private int filled;
    private long offset;
    private long acknowledged;
    private boolean closed;
    private @Nullable IOException failure;

    private RemoteOutput(
            XrdPath path, ClientSettings settings, Router router, Router.Answer answer, int handle, long offset) {
        this.path = path;
        this.settings = settings;
        this.router = router;
        this.opaque = answer.opaque();
        this.session = answer.session();
        this.handle = handle;
        this.offset = offset;
        this.acknowledged = offset;
        this.filling = new byte[settings.writeBytes()];
        session.fileOpened();
    }

    static RemoteOutput open(
            XrdPath path, int mode, int options, ClientSettings settings, SessionPool pool, Router router)
            throws IOException {
        boolean repeatable = (options & Protocol.OPEN_NEW) == 0;
        Router.Answer answer = unlocked(() ->
                router.send(path, SessionPool.Use.WRITE, repeatable, (p, refresh) -> Requests.open(p, mode, options)));
        OpenReply reply = OpenReply.parse(answer.body());
        long end = 0;
        if ((options & Protocol.OPEN_RETURN_STAT) != 0) {
            StatInfo stat = reply.stat() != null
                    ? reply.stat()
                    : StatInfo.parse(FrameDecoder.text(router.statHandle(answer.session(), reply.handle(), path), 0));
            end = stat.size();
        }
        return new RemoteOutput(path, settings, router, answer, reply.handle(), end);
    }

    /**
     * Tries again for about a second while the server says that the file is open: closing a file that was read is not waited for, so that
     * its last reader here may have gone a moment ago.
     */
    private static Router.Answer unlocked(Opening opening) throws IOException {
        for (long pauseMillis = 20; ; pauseMillis *= 2) {
            try {
                return opening.open();
            } catch (ServerErrorException e) {
                if (e.code() != ErrorCode.FILE_LOCKED || pauseMillis > LONGEST_LOCK_PAUSE_MILLIS) {
                    throw e;
                }
            }
            Router.sleep(TimeUnit.MILLISECONDS.toNanos(pauseMillis), "the file is open");
        }
    }

    @FunctionalInterface
    private interface Opening {
        Router.Answer open() throws IOException;
    }

    /** Where the next byte goes, counted from the file's start. */
    public long position() {
        return offset + filled;
    }

    /** Takes bytes; waits for the server only while as many chunks are under way as may be. */
    public void write(byte[] bytes, int start, int length) throws IOException {
        usable();
        int done = 0;
        while (done < length) {
            int part = Math.min(length - done, filling.length - filled);
            System.arraycopy(bytes, start + done, filling, filled, part);
            filled += part;
            done += part;
            if (filled == filling.length) {
                sendChunk();
            }
        }
    }

    /** Waits until the server has taken all bytes, so that other readers see them. */
    public void flush() throws IOException {
        usable();
        if (filled > 0) {
            sendChunk();
        }
        while (!underWay.isEmpty()) {
            awaitOldest();
        }
    }

    /** Waits until the server says that all bytes are on its disk. */
    public void sync() throws IOException {
        flush();
        onHandle("kXR_sync", Requests::sync);
    }

    /** Waits until all bytes are written and the file is closed; a failure to do either is thrown. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (failure == null) {
                flush();
                onHandle("kXR_close", Requests::close);
            } else {
                throw failure;
            }
        } finally {
            session.fileClosed();
            underWay.clear();
            spare.clear();
        }
    }

    /** Gives the file up as it is. */
    public void abandon() {
        if (!closed) {
            closed = true;
            if (session.isAlive()) {
                session.closeHandle(handle, settings.requestTimeout().toNanos());
            }
        }
    }

    private void usable() throws IOException {
        if (failure != null) {
            throw new IOException("writing " + path + " failed before: " + failure.getMessage(), failure);
        }
    }

    private void sendChunk() throws IOException {
        while (underWay.size() >= settings.writeWindow()) {
            awaitOldest();
        }
        byte[] bytes = filling;
        int length = filled;
        byte[] next = spare.poll();
        filling = next != null ? next : new byte[settings.writeBytes()];
        filled = 0;
        underWay.add(send(offset, bytes, length));
        offset += length;
    }

    private Chunk send(long at, byte[] bytes, int length) {
        Call call =
                new Call(request(at, bytes, length), settings.requestTimeout().toNanos());
        session.send(call);
        return new Chunk(at, ByteBuffer.wrap(bytes).limit(length), call);
    }

    private Request request(long at, byte[] bytes, int length) {
        boolean pages = switch (settings.pageChecksums()) {
            case OFF -> false;
            case AUTO -> session.server().hasPages() && !session.isEncrypted();
            case REQUIRED -> true;
        };
        return pages ? Requests.pageWrite(handle, at, bytes, 0, length) : Requests.write(handle, at, bytes, 0, length);
    }

    private void awaitOldest() throws IOException {
        Chunk oldest = underWay.getFirst();
        try {
            Reply reply = oldest.call().await();
            switch (reply.status()) {
                case Protocol.OK -> {
                    underWay.removeFirst();
                    acknowledged = oldest.offset() + oldest.length();
                    spare.add(oldest.bytes());
                }
                case Protocol.WAIT -> {
                    Router.sleep(TimeUnit.SECONDS.toNanos(Math.min(3600, reply.waitSeconds())), "server asked");
                    underWay.removeFirst();
                    underWay.addFirst(send(oldest.offset(), oldest.bytes(), oldest.length()));
                }
                default -> throw reply.error(oldest.call().request() + " " + path, server());
            }
        } catch (ServerErrorException e) {
            if (e.code() == ErrorCode.FILE_NOT_OPEN || e.code() == ErrorCode.CHECKSUM_ERROR) {
                recover(e);
            } else {
                throw failed(e);
            }
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw failed(e);
            }
            recover(e);
        }
    }

    private String server() {
        return session.endpoint().address();
    }

    private IOException failed(IOException why) {
        failure = why;
        return why;
    }

    /** Carries out a request on the handle, on a new one if the session is lost meanwhile. */
    private void onHandle(String what, IntFunction<Request> make) throws IOException {
        while (true) {
            try {
                Reply reply = session.call(
                        make.apply(handle), settings.requestTimeout().toNanos());
                if (reply.isOk()) {
                    return;
                }
                if (reply.status() == Protocol.WAIT) {
                    Router.sleep(TimeUnit.SECONDS.toNanos(Math.min(3600, reply.waitSeconds())), "server asked");
                    continue;
                }
                throw failed(reply.error(what + " " + path, server()));
            } catch (ServerErrorException e) {
                throw e;
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw failed(e);
                }
                recover(e);
                while (!underWay.isEmpty()) {
                    awaitOldest();
                }
            }
        }
    }

    /** Opens the file again where it was and sends what has no acknowledgement. */
    private void recover(IOException cause) throws IOException {
        if (cause instanceof SocketTimeoutException) {
            session.close(server() + " did not answer in time");
        }
        long deadline = System.nanoTime() + settings.recoveryTimeout().toNanos();
        long pauseMillis = 50;
        IOException last = cause;
        Session lost = session.isAlive() ? null : session;
        while (System.nanoTime() - deadline < 0) {
            try {
                if (lost != null) {
                    end(lost);
                    lost = null;
                }
                reopen();
                Deque<Chunk> again = new ArrayDeque<>(underWay);
                underWay.clear();
                for (Chunk each : again) {
                    underWay.add(send(each.offset(), each.bytes(), each.length()));
                }
                return;
            } catch (ServerErrorException e) {
                // The server may not have noticed yet that the old session is gone, and so hold the file's lock for it.
                if (e.code() != ErrorCode.FILE_LOCKED && e.code() != ErrorCode.SERVER_ERROR) {
                    throw failed(e);
                }
                last = e;
            } catch (FileChangedException e) {
                throw failed(e);
            } catch (IOException e) {
                last = e;
            }
            Router.sleep(TimeUnit.MILLISECONDS.toNanos(pauseMillis), "recovery");
            pauseMillis = Math.min(2000, pauseMillis * 2);
        }
        throw failed(ServerFailure.describe(
                "writing " + path + " at " + acknowledged + " on " + server() + " could not be recovered within "
                        + settings.recoveryTimeout(),
                last));
    }

    /** Tells the server that a session is lost, which it may not know yet while it keeps the file locked for it. */
    private void end(Session lost) throws IOException {
        try {
            Router.Answer ignored = router.sendTo(
                    lost.endpoint(), path, SessionPool.Use.WRITE, true, (p, refresh) -> Requests.endSession(lost.id()));
        } catch (ServerErrorException e) {
            LOG.debug("{} has ended the lost session already, or began anew", server(), e);
        }
    }

    private void reopen() throws IOException {
        Router.Answer answer = router.sendTo(
                session.endpoint(),
                path,
                SessionPool.Use.WRITE,
                true,
                (p, refresh) -> Requests.open(
                        opaque.isEmpty() ? p : p + (p.indexOf('?') < 0 ? "?" : "&") + opaque,
                        0,
                        Protocol.OPEN_UPDATE | Protocol.OPEN_RETURN_STAT));
        OpenReply reply = OpenReply.parse(answer.body());
        StatInfo stat = reply.stat() != null
                ? reply.stat()
                : StatInfo.parse(FrameDecoder.text(router.statHandle(answer.session(), reply.handle(), path), 0));
        session.fileClosed();
        answer.session().fileOpened();
        session = answer.session();
        handle = reply.handle();
        if (stat.size() < acknowledged) {
            throw new FileChangedException(path + " on " + server() + " has " + stat.size()
                    + " bytes after the server came" + " back, but had acknowledged " + acknowledged);
        }
    }
}
