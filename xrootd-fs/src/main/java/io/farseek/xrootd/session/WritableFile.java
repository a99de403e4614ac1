package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.OpenReply;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.ServerErrorException;
import io.farseek.xrootd.wire.StatInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A file open for writing on one session, and on another one with the same server once that is lost. Used by one thread. Methods that open
 * or close wait for the server.
 */
final class WritableFile {
    private static final int PAGES_BEGIN = 8;
    private static final int MOST_REWRITES = 5;
    private static final long LONGEST_LOCK_PAUSE_MILLIS = 640;

    private final XrdPath path;
    private final ClientSettings settings;
    private final Router router;
    private final String opaque;
    private Session session;
    private int handle;

    private WritableFile(XrdPath path, ClientSettings settings, Router router, Router.Answer answer, int handle) {
        this.path = path;
        this.settings = settings;
        this.router = router;
        this.opaque = answer.opaque();
        this.session = answer.session();
        this.handle = handle;
        session.fileOpened();
    }

    /** A file just opened, and its length where {@link Protocol#OPEN_RETURN_STAT} asked for it, else 0. */
    record Opened(WritableFile file, long length) {}

    static Opened open(XrdPath path, int mode, int options, ClientSettings settings, Router router) throws IOException {
        boolean repeatable = (options & Protocol.OPEN_NEW) == 0;
        Router.Answer answer = unlocked(() ->
                router.send(path, SessionPool.Use.WRITE, repeatable, (p, refresh) -> Requests.open(p, mode, options)));
        OpenReply reply = OpenReply.parse(answer.body());
        long length = (options & Protocol.OPEN_RETURN_STAT) == 0
                ? 0
                : stat(answer, reply, path, router).size();
        return new Opened(new WritableFile(path, settings, router, answer, reply.handle()), length);
    }

    private static StatInfo stat(Router.Answer answer, OpenReply reply, XrdPath path, Router router)
            throws IOException {
        StatInfo sent = reply.stat();
        return sent != null
                ? sent
                : StatInfo.parse(FrameDecoder.text(router.statHandle(answer.session(), reply.handle(), path), 0));
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

    XrdPath path() {
        return path;
    }

    String server() {
        return session.endpoint().address();
    }

    /** Sends bytes to their place without waiting. The array stays the call's until it is answered. */
    Call write(long at, byte[] bytes, int length) {
        boolean pages = switch (settings.pageChecksums()) {
            case OFF -> false;
            case AUTO -> session.server().hasPages() && !session.isEncrypted();
            case REQUIRED -> true;
        };
        Request request =
                pages ? Requests.pageWrite(handle, at, bytes, 0, length) : Requests.write(handle, at, bytes, 0, length);
        Call call = new Call(request, settings.requestTimeout().toNanos());
        session.send(call);
        return call;
    }

    /**
     * Sends the pages of a chunk again that a server got with a wrong checksum, and waits until it has them right.
     *
     * @param report what it said of them: a checksum, the lengths of the first and last page, and where each begins
     */
    void rewritePages(long at, byte[] bytes, int length, byte[] report) throws IOException {
        ByteBuffer pages = ByteBuffer.wrap(report);
        pages.position(Math.min(report.length, PAGES_BEGIN));
        while (pages.remaining() >= Long.BYTES) {
            long page = pages.getLong();
            if (page < at || page >= at + length) {
                throw new BrokenProtocolException(server() + " names a page at " + page + " of " + path
                        + ", which was written from " + at + " to " + (at + length));
            }
            int start = (int) (page - at);
            int pageBytes = Math.min(length - start, Protocol.PAGE_BYTES - (int) (page % Protocol.PAGE_BYTES));
            rewritePage(page, bytes, start, pageBytes);
        }
    }

    private void rewritePage(long page, byte[] bytes, int start, int pageBytes) throws IOException {
        for (int attempt = 0; attempt < MOST_REWRITES; attempt++) {
            Reply reply = call(opened -> Requests.pageRewrite(opened, page, bytes, start, pageBytes));
            if (!reply.isOk()) {
                throw reply.error("kXR_pgwrite " + path, server());
            }
            if (reply.body().length == 0) {
                return;
            }
        }
        throw new DamagedDataException("the page of " + path + " at " + page + " arrives at " + server()
                + " with a wrong checksum every time");
    }

    /** Sends a request on the handle and waits for the reply. */
    Reply call(IntFunction<Request> make) throws IOException {
        return session.call(make.apply(handle), settings.requestTimeout().toNanos());
    }

    /** Gives up the session, which does not answer: nobody else need wait for it. */
    void dropSession(String why) {
        session.close(why);
    }

    boolean isConnected() {
        return session.isAlive();
    }

    /** To be called once the server has closed the file. */
    void closed() {
        session.fileClosed();
    }

    /** Has the server close the file, so that it neither keeps it locked nor its handle, without waiting. */
    void abandon() {
        if (session.isAlive()) {
            session.closeHandle(handle, settings.requestTimeout().toNanos());
        } else {
            session.fileClosed();
        }
    }

    /** Tells the server that this session is lost, which it may not know yet while it keeps the file locked for it. */
    void endLostSession() throws IOException {
        byte[] id = session.id();
        try {
            Router.Answer ignored = router.sendTo(
                    session.endpoint(), path, SessionPool.Use.WRITE, true, (p, refresh) -> Requests.endSession(id));
        } catch (ServerErrorException e) {
            Log.LOG.debug("{} has ended the lost session already, or began anew", server(), e);
        }
    }

    /**
     * Opens the file again on the same server, neither creating nor truncating it.
     *
     * @throws FileChangedException when it is shorter than {@code acknowledged}
     */
    void reopen(long acknowledged) throws IOException {
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
        StatInfo stat = stat(answer, reply, path, router);
        session.fileClosed();
        answer.session().fileOpened();
        session = answer.session();
        handle = reply.handle();
        if (stat.size() < acknowledged) {
            throw new FileChangedException(path + " on " + server() + " has " + stat.size()
                    + " bytes after the server came back, but had acknowledged " + acknowledged);
        }
    }
}
