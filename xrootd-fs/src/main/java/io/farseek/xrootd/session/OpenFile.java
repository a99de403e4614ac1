package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.OpenReply;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Request;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.ServerErrorException;
import io.farseek.xrootd.wire.StatInfo;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file opened for reading on one session, and what it takes to open it there again.
 *
 * @param opaque what the manager wants passed on to the data server; may be empty
 */
record OpenFile(Session session, int handle, StatInfo stat, String opaque, String token, boolean managed) {
    private static final int READ = Protocol.OPEN_READ | Protocol.OPEN_RETURN_STAT;

    private static final Router.Maker REQUEST = new Router.Maker() {
        @Override
        public Request make(String path, boolean refresh) {
            return Requests.open(path, 0, READ | (refresh ? Protocol.OPEN_REFRESH : 0));
        }
    };

    /** Opens where the path leads. A file that somebody is writing is opened nevertheless, as far as it has got. */
    static OpenFile first(XrdPath path, Router router) throws IOException {
        try {
            return from(router.send(path, SessionPool.Use.READ, true, REQUEST), path, router);
        } catch (ServerErrorException e) {
            if (e.code() != ErrorCode.FILE_LOCKED) {
                throw e;
            }
            Router.Maker force = (p, refresh) -> Requests.open(p, 0, READ | Protocol.OPEN_FORCE);
            return from(router.send(path, SessionPool.Use.READ, true, force), path, router);
        }
    }

    /** Opens anew through the manager, away from servers that failed. */
    static OpenFile again(XrdPath path, Router router, Set<String> avoid, long limitNanos) throws IOException {
        return from(router.sendAvoiding(avoid, path, SessionPool.Use.READ, limitNanos, REQUEST), path, router);
    }

    private static OpenFile from(Router.Answer answer, XrdPath path, Router router) throws IOException {
        OpenReply reply = OpenReply.parse(answer.body());
        StatInfo stat = reply.stat();
        if (stat == null) {
            byte[] body = router.statHandle(answer.session(), reply.handle(), path);
            stat = StatInfo.parse(FrameDecoder.text(body, 0));
        }
        answer.session().fileOpened();
        return new OpenFile(answer.session(), reply.handle(), stat, answer.opaque(), answer.token(), answer.managed());
    }

    /** One more session with the same server, none of {@code taken}; null when there is no such to be had. */
    @Nullable Session another(SessionPool pool, List<Session> taken, int most) throws IOException {
        Session other = pool.another(session.endpoint(), SessionPool.Use.READ, token, taken, most);
        return other == null || taken.contains(other) ? null : other;
    }

    /** Opens the same file on another session with the same server; null when the server does not want to, or has another version by now. */
    @Nullable Lane on(Session other, XrdPath path, ClientSettings settings) throws IOException {
        Reply reply = other.call(
                Requests.open(path.withCgi(opaque), 0, READ),
                settings.requestTimeout().toNanos());
        if (!reply.isOk()) {
            return null;
        }
        OpenReply opened = OpenReply.parse(reply.body());
        other.fileOpened();
        if (opened.stat() != null && !sameVersion(opened.stat())) {
            other.closeHandle(opened.handle(), settings.requestTimeout().toNanos());
            return null;
        }
        return new Lane(other, opened.handle());
    }

    boolean sameVersion(StatInfo now) {
        return now.size() == stat.size() && now.modifiedSeconds() == stat.modifiedSeconds();
    }
}
