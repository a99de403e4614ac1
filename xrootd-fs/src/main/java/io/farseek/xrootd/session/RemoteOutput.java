package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A file open for writing from one position on. Writes leave in chunks, several under way at once; every chunk is kept until the server
 * has acknowledged it. When the session is lost, the file is opened again on the same server, without creating or truncating it, and the
 * chunks without acknowledgement are written again to their places, for as long as the recovery timeout since the last acknowledgement.
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

    /** How often a server may refuse the same chunk before it is believed. */
    private static final int MOST_REFUSALS = 5;

    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final WritableFile file;
    private final ClientSettings settings;
    private final Deque<Chunk> underWay = new ArrayDeque<>();
    private final Deque<byte[]> spare = new ArrayDeque<>();
    private byte[] filling;
    private int filled;
    private long offset;
    private long acknowledged;
    private boolean closed;
    private @Nullable IOException failure;
    private @Nullable Trouble trouble;

    /** What has happened since the server last did as it was told. */
    private static final class Trouble {
        final long deadlineNanos;
        int refusals;
        long pauseMillis;

        Trouble(long deadlineNanos) {
            this.deadlineNanos = deadlineNanos;
        }

        boolean isTooLong() {
            return System.nanoTime() - deadlineNanos >= 0;
        }

        /** The first attempt is made at once, each further one later than the one before. */
        void pause() throws IOException {
            if (pauseMillis > 0) {
                Router.sleep(TimeUnit.MILLISECONDS.toNanos(pauseMillis), "recovery");
            }
            pauseMillis = pauseMillis == 0 ? 50 : Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
        }
    }

    private RemoteOutput(WritableFile file, long offset, ClientSettings settings) {
        this.file = file;
        this.settings = settings;
        this.offset = offset;
        this.acknowledged = offset;
        this.filling = new byte[settings.writeBytes()];
    }

    static RemoteOutput open(XrdPath path, int mode, int options, ClientSettings settings, Router router)
            throws IOException {
        WritableFile.Opened opened = WritableFile.open(path, mode, options, settings, router);
        return new RemoteOutput(opened.file(), opened.length(), settings);
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
        boolean done = false;
        try {
            if (failure != null) {
                throw failure;
            }
            flush();
            onHandle("kXR_close", Requests::close);
            done = true;
        } finally {
            if (done) {
                file.closed();
            } else {
                file.abandon();
            }
            underWay.clear();
            spare.clear();
        }
    }

    private void usable() throws IOException {
        if (failure != null) {
            throw new IOException("writing " + file.path() + " failed before: " + failure.getMessage(), failure);
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
        return new Chunk(at, ByteBuffer.wrap(bytes).limit(length), file.write(at, bytes, length));
    }

    private void awaitOldest() throws IOException {
        Chunk oldest = underWay.getFirst();
        try {
            Reply reply = oldest.call().await();
            switch (reply.status()) {
                case Protocol.OK -> {
                    file.rewritePages(oldest.offset(), oldest.bytes(), oldest.length(), reply.body());
                    underWay.removeFirst();
                    acknowledged = oldest.offset() + oldest.length();
                    spare.add(oldest.bytes());
                    trouble = null;
                }
                case Protocol.WAIT -> {
                    sitOut(reply, oldest.call().request());
                    again(oldest);
                }
                default -> throw reply.error(oldest.call().request() + " " + file.path(), file.server());
            }
        } catch (ServerErrorException e) {
            refused(oldest, e);
        } catch (DamagedDataException e) {
            throw failed(e);
        } catch (IOException e) {
            lost(e);
        }
    }

    private void refused(Chunk chunk, ServerErrorException e) throws IOException {
        boolean damaged = e.code() == ErrorCode.CHECKSUM_ERROR;
        boolean lost = e.code() == ErrorCode.FILE_NOT_OPEN;
        if (!(damaged || lost) || ++trouble().refusals > MOST_REFUSALS) {
            throw failed(e);
        }
        if (damaged) {
            again(chunk);
        } else {
            recover(e);
        }
    }

    /** Sends the oldest chunk once more. */
    private void again(Chunk oldest) {
        underWay.removeFirst();
        underWay.addFirst(send(oldest.offset(), oldest.bytes(), oldest.length()));
    }

    private IOException failed(IOException why) {
        failure = why;
        return why;
    }

    private Trouble trouble() {
        Trouble now = trouble;
        if (now == null) {
            now = new Trouble(System.nanoTime() + settings.recoveryTimeout().toNanos());
            trouble = now;
        }
        return now;
    }

    private void sitOut(Reply reply, Object request) throws IOException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(50 + 1000L * reply.waitSeconds());
        if (System.nanoTime() + nanos - trouble().deadlineNanos > 0) {
            throw failed(new SocketTimeoutException(file.server() + " asks to wait " + reply.waitSeconds()
                    + " s more for " + request + " " + file.path() + ", beyond the recovery timeout of "
                    + settings.recoveryTimeout()));
        }
        Router.sleep(nanos, file.server() + " asked to wait");
    }

    /** Carries out a request on the handle, on a new one if the session is lost meanwhile. */
    private void onHandle(String what, IntFunction<Request> make) throws IOException {
        while (true) {
            try {
                Reply reply = file.call(make);
                if (reply.isOk()) {
                    trouble = null;
                    return;
                }
                if (reply.status() != Protocol.WAIT) {
                    throw failed(reply.error(what + " " + file.path(), file.server()));
                }
                sitOut(reply, what);
            } catch (ServerErrorException e) {
                throw e;
            } catch (IOException e) {
                lost(e);
                while (!underWay.isEmpty()) {
                    awaitOldest();
                }
            }
        }
    }

    /** Recovers from a failure that is not the server's word, unless it is final. */
    private void lost(IOException e) throws IOException {
        if (failure != null) {
            throw e;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw failed(e);
        }
        recover(e);
    }

    /** Opens the file again where it was and sends what has no acknowledgement. */
    private void recover(IOException cause) throws IOException {
        if (cause instanceof SocketTimeoutException) {
            file.dropSession(file.server() + " did not answer in time");
        }
        Trouble now = trouble();
        IOException last = cause;
        boolean ended = file.isConnected();
        while (!now.isTooLong()) {
            try {
                now.pause();
                if (!ended) {
                    file.endLostSession();
                    ended = true;
                }
                file.reopen(acknowledged);
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
                if (Thread.currentThread().isInterrupted()) {
                    throw failed(e);
                }
                last = e;
            }
        }
        throw failed(ServerFailure.describe(
                "writing " + file.path() + " at " + acknowledged + " on " + file.server()
                        + " could not be recovered within " + settings.recoveryTimeout(),
                last));
    }
}
