package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.BrokenProtocolException;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.RedirectTarget;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * One request on its way to whichever server answers it: follows redirects, sits waits out, goes back to the manager when the server it
 * named fails, with {@code tried=} so that it names another. A request that changes something is never sent again once it may have been
 * carried out. Used once, by one thread.
 */
final class Journey {
    private static final int MOST_SERVERS_TRIED = 3;
    private static final int MOST_REPLAYS = 3;
    private static final long FIRST_BACKOFF_MILLIS = 100;

    private final ClientSettings settings;
    private final SessionPool pool;
    private final SessionOpener opener;
    private final Endpoint first;
    private final XrdPath path;
    private final SessionPool.Use use;
    private final boolean repeatable;
    private final Router.Maker maker;
    private final Set<String> tried = new LinkedHashSet<>();
    private Endpoint at;
    private String requestPath;
    private String opaque = "";
    private String token = "";
    private String reason = "srverr";
    private boolean refresh;
    private boolean managed;
    private int hops;
    private int serversTried;
    private int replays;
    private long deadlineNanos;

    /** Begins at {@code first}; {@code repeatable} says whether carrying the request out twice comes to the same. */
    Journey(
            ClientSettings settings,
            SessionPool pool,
            SessionOpener opener,
            Endpoint first,
            XrdPath path,
            SessionPool.Use use,
            boolean repeatable,
            Router.Maker maker) {
        this.settings = settings;
        this.pool = pool;
        this.opener = opener;
        this.first = first;
        this.at = first;
        this.path = path;
        this.requestPath = path.path();
        this.use = use;
        this.repeatable = repeatable;
        this.maker = maker;
    }

    /**
     * Waits for the answer.
     *
     * @param avoid servers that the manager is not to name
     */
    Router.Answer run(Set<String> avoid, long limitNanos) throws IOException {
        deadlineNanos = System.nanoTime() + limitNanos;
        tried.addAll(avoid);
        refresh = !avoid.isEmpty();
        while (true) {
            String cgi = opaque;
            if (!tried.isEmpty() && at.equals(first)) {
                String named = "tried=" + String.join(",", tried) + "&triedrc=" + reason;
                cgi = cgi.isEmpty() ? named : cgi + "&" + named;
            }
            Request request = maker.make(new XrdPath(requestPath, path.cgi()).withCgi(cgi), refresh);
            Call call = new Call(request, settings.requestTimeout().toNanos());
            Session session;
            try {
                session = pool.session(at, use, token, mayLeaveEarly(cgi) ? call : null);
            } catch (ConnectException | UnknownHostException | SocketTimeoutException e) {
                backToManager(e);
                continue;
            }
            Reply reply;
            try {
                reply = session.call(call);
            } catch (InterruptedIOException e) {
                if (e instanceof SocketTimeoutException) {
                    throw named(request, e);
                }
                throw e;
            } catch (IOException e) {
                replay(request, e);
                continue;
            }
            switch (reply.status()) {
                case Protocol.OK -> {
                    return new Router.Answer(session, reply, opaque, token, managed);
                }
                case Protocol.REDIRECT ->
                    follow(RedirectTarget.parse(reply.body(), at.tls() || session.isEncrypted()), session);
                case Protocol.WAIT -> pause(reply.waitSeconds(), request);
                case Protocol.ERROR -> refused(request, reply.error(request + " " + path, at.address()));
                default ->
                    throw new BrokenProtocolException(
                            at.address() + " answered " + request + " with status " + reply.status());
            }
        }
    }

    /** A request may leave ahead of the login's reply where it may be sent twice and holds no secret. */
    private boolean mayLeaveEarly(String cgi) {
        return repeatable && cgi.isEmpty() && path.cgi().isEmpty();
    }

    private void follow(RedirectTarget target, Session from) throws IOException {
        if (++hops > settings.redirects()) {
            throw new IOException("redirected more than " + settings.redirects() + " times for " + path + ", last from "
                    + at.address() + " to " + target.endpoint().address() + ": a loop?");
        }
        managed |= from.server().isManager();
        at = target.endpoint();
        opaque = target.opaque();
        token = target.token();
        if (!target.path().isEmpty()) {
            requestPath = target.path().startsWith("/") ? target.path() : "/" + target.path();
        }
    }

    private void pause(int seconds, Request request) throws IOException {
        // A crowd that was told the same number of seconds must not come back as a crowd.
        double jitter = 1 + ThreadLocalRandom.current().nextDouble(0.1);
        long nanos = (long) (Math.max(0.05, seconds) * 1e9 * jitter);
        if (System.nanoTime() + nanos - deadlineNanos > 0) {
            throw new SocketTimeoutException(at.address() + " asks to wait " + seconds + " s more for " + request + " "
                    + path + ", beyond the recovery timeout of " + settings.recoveryTimeout());
        }
        Router.sleep(nanos, at.address() + " asked to wait " + seconds + " s for " + path);
    }

    private void refused(Request request, ServerErrorException e) throws IOException {
        switch (e.code()) {
            case ErrorCode.TLS_REQUIRED -> {
                if (at.tls()) {
                    throw e;
                }
                opener.demandTls(at);
                at = at.withTls(true);
            }
            case ErrorCode.OVERLOADED, ErrorCode.IN_PROGRESS -> {
                refresh = true;
                backoff(e);
            }
            case ErrorCode.FS_ERROR,
                    ErrorCode.IO_ERROR,
                    ErrorCode.NO_MEMORY,
                    ErrorCode.NOT_FOUND,
                    ErrorCode.SERVER_ERROR -> {
                if (at.equals(first) && !tried.isEmpty() && serversTried <= MOST_SERVERS_TRIED) {
                    // Nobody else has it. The server that failed may be back by now: ask without excluding it.
                    tried.clear();
                    refresh = true;
                    serversTried++;
                    backoff(e);
                } else if (managed
                        && repeatable
                        && !at.equals(first)
                        && serversTried < MOST_SERVERS_TRIED
                        && request.code() != Protocol.STAT
                        && !isFinal(e)) {
                    reason = switch (e.code()) {
                        case ErrorCode.NOT_FOUND -> "enoent";
                        case ErrorCode.IO_ERROR -> "ioerr";
                        case ErrorCode.FS_ERROR -> "fserr";
                        default -> "srverr";
                    };
                    refresh = e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.SERVER_ERROR;
                    restart();
                } else {
                    throw e;
                }
            }
            default -> throw e;
        }
    }

    /** File-system errors that another server would answer alike. */
    private boolean isFinal(ServerErrorException e) {
        return e.code() == ErrorCode.FS_ERROR
                && (e.text().contains("not a directory") || e.text().contains("not empty"));
    }

    private void backToManager(IOException cause) throws IOException {
        if (at.equals(first) || serversTried >= MOST_SERVERS_TRIED) {
            throw cause;
        }
        refresh = true;
        restart();
    }

    private void restart() {
        tried.add(at.host());
        serversTried++;
        at = first;
        requestPath = path.path();
        opaque = "";
        token = "";
    }

    private void replay(Request request, IOException cause) throws IOException {
        if (!repeatable) {
            throw new IOException(
                    "the connection was lost during " + request + " " + path + ", which may or may not"
                            + " have been carried out: " + cause.getMessage(),
                    cause);
        }
        if (++replays > MOST_REPLAYS) {
            throw named(request, cause);
        }
        at = first;
        requestPath = path.path();
        opaque = "";
        token = "";
        backoff(named(request, cause));
    }

    private void backoff(IOException cause) throws IOException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current()
                .nextLong(FIRST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(6, 1 + replays + serversTried)));
        if (System.nanoTime() + nanos - deadlineNanos > 0) {
            throw cause;
        }
        Router.sleep(nanos, cause.getMessage() == null ? "" : cause.getMessage());
    }

    private IOException named(Request request, IOException e) {
        String message = request + " " + path + ": " + e.getMessage();
        if (e instanceof SocketTimeoutException) {
            SocketTimeoutException timeout = new SocketTimeoutException(message);
            timeout.initCause(e);
            return timeout;
        }
        return new IOException(message, e);
    }
}
