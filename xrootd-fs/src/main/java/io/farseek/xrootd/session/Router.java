package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Carries requests to whichever server answers them, one {@link Journey} each. */
final class Router {
    /** Makes the request for a path with its cgi; {@code refresh} asks the manager to forget what it believes. */
    @FunctionalInterface
    interface Maker {
        Request make(String pathWithCgi, boolean refresh);
    }

    /** What answered, and how it was reached. */
    record Answer(Session session, Reply reply, String opaque, String token, boolean managed) {
        byte[] body() {
            return reply.body();
        }
    }

    private final ClientSettings settings;
    private final SessionPool pool;
    private final SessionOpener opener;
    private final Endpoint origin;

    Router(ClientSettings settings, SessionPool pool, SessionOpener opener, Endpoint origin) {
        this.settings = settings;
        this.pool = pool;
        this.opener = opener;
        this.origin = origin;
    }

    /**
     * Sends and waits for the result.
     *
     * @param repeatable whether carrying it out twice comes to the same
     * @throws ServerErrorException when the server that has the last word refuses
     */
    Answer send(XrdPath path, SessionPool.Use use, boolean repeatable, Maker maker) throws IOException {
        return new Journey(settings, pool, opener, origin, path, use, repeatable, maker)
                .run(Set.of(), settings.recoveryTimeout().toNanos());
    }

    /** The same, beginning at another server than the client's. */
    Answer sendTo(Endpoint first, XrdPath path, SessionPool.Use use, boolean repeatable, Maker maker)
            throws IOException {
        return new Journey(settings, pool, opener, first, path, use, repeatable, maker)
                .run(Set.of(), settings.recoveryTimeout().toNanos());
    }

    /** The same, telling the manager which servers are not to be named. */
    Answer sendAvoiding(Set<String> tried, XrdPath path, SessionPool.Use use, long limitNanos, Maker maker)
            throws IOException {
        return new Journey(settings, pool, opener, origin, path, use, true, maker).run(tried, limitNanos);
    }

    /** The stat of an open file. */
    byte[] statHandle(Session session, int handle, XrdPath path) throws IOException {
        Reply reply =
                session.call(Requests.stat(handle), settings.requestTimeout().toNanos());
        if (!reply.isOk()) {
            throw reply.error("kXR_stat " + path, session.endpoint().address());
        }
        return reply.body();
    }

    static void sleep(long nanos, String why) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting: " + why);
        }
    }
}
