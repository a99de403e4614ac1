package io.farseek.xrootd.session;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.Requests;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one credential, by server and use. Reads and writes have sessions of their own, since a server works a session's
 * requests off one by one and a long write would hold every read behind it up.
 */
final class SessionPool implements AutoCloseable {
    /** What a session is for. */
    enum Use {
        READ,
        WRITE
    }

    private record Key(Endpoint endpoint, Use use) {
        // As in Endpoint: a record's own come late.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key it && use == it.use && endpoint.equals(it.endpoint);
        }

        @Override
        public int hashCode() {
            return endpoint.hashCode() * 31 + use.hashCode();
        }
    }

    private static final class Group {
        /** Held while a session is being opened, so that a crowd waits for one session instead of opening one each. */
        final ReentrantLock opening = new ReentrantLock();

        @GuardedBy("this") final List<Session> sessions = new ArrayList<>();
    }

    private final ClientSettings settings;
    private final SessionOpener opener;
    private final Map<Key, Group> groups = new ConcurrentHashMap<>();
    private final Map<Endpoint, VectorLimits> limits = new ConcurrentHashMap<>();
    private final Set<Endpoint> asked = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SessionPool(ClientSettings settings, SessionOpener opener, Clock clock) {
        this.settings = settings;
        this.opener = opener;
        clock.every(Duration.ofMillis(Math.max(50, settings.keepAlive().toMillis() / 4)), new Runnable() {
            @Override
            public void run() {
                tend(System.nanoTime());
            }
        });
    }

    /** The least loaded session, opened if there is none; waits at most the connect timeout. */
    Session session(Endpoint endpoint, Use use, String token) throws IOException {
        return session(endpoint, use, token, null);
    }

    /** The same; a session opened for it may take {@code first} along with the login, as {@link SessionOpener#open} says. */
    Session session(Endpoint endpoint, Use use, String token, @Nullable Call first) throws IOException {
        Group group = group(endpoint, use);
        Session idlest = idlest(group);
        return idlest != null ? idlest : open(group, endpoint, token, first);
    }

    /**
     * A session that is none of {@code taken}: one that exists, or a new one if there are fewer than {@code most}.
     *
     * @return null when there are enough
     */
    @Nullable Session another(Endpoint endpoint, Use use, String token, List<Session> taken, int most) throws IOException {
        Group group = group(endpoint, use);
        synchronized (group) {
            for (Session each : group.sessions) {
                if (each.isAlive() && !taken.contains(each)) {
                    return each;
                }
            }
            if (group.sessions.size() >= most) {
                return null;
            }
        }
        return add(group, opener.open(endpoint, token, null), most);
    }

    /**
     * The limits of the session's server. The first time they are asked for ahead of whatever the session sends next, without waiting: until
     * the reply has come the usual ones are returned.
     */
    VectorLimits vectorLimits(Session session) {
        Endpoint server = session.endpoint();
        VectorLimits known = limits.get(server);
        if (known != null) {
            return known;
        }
        if (asked.add(server)) {
            session.send(new LimitsQuery(session, settings.requestTimeout().toNanos(), learned -> {
                if (learned != null) {
                    limits.put(server, learned);
                } else {
                    asked.remove(server);
                }
            }));
        }
        return VectorLimits.USUAL;
    }

    private Session open(Group group, Endpoint endpoint, String token, @Nullable Call first) throws IOException {
        try {
            if (!group.opening.tryLock(settings.connectTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new java.net.SocketTimeoutException(
                        "no session with " + endpoint.address() + " within " + settings.connectTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted connecting to " + endpoint.address());
        }
        try {
            Session idlest = idlest(group);
            return idlest != null ? idlest : add(group, opener.open(endpoint, token, first), 1);
        } finally {
            group.opening.unlock();
        }
    }

    private Session add(Group group, Session session, int most) throws IOException {
        synchronized (group) {
            if (!closed && group.sessions.size() < Math.max(1, most)) {
                group.sessions.add(session);
                return session;
            }
        }
        session.close("not needed");
        Session other = idlest(group);
        if (other == null) {
            throw new IOException("the client is closed");
        }
        return other;
    }

    private static @Nullable Session idlest(Group group) {
        synchronized (group) {
            Session idlest = null;
            for (Iterator<Session> all = group.sessions.iterator(); all.hasNext(); ) {
                Session each = all.next();
                if (!each.isAlive()) {
                    all.remove();
                } else if (idlest == null || each.load() < idlest.load()) {
                    idlest = each;
                }
            }
            return idlest;
        }
    }

    private Group group(Endpoint endpoint, Use use) throws IOException {
        if (closed) {
            throw new IOException("the client is closed");
        }
        Key key = new Key(endpoint, use);
        Group group = groups.get(key);
        if (group == null) {
            Group made = new Group();
            Group other = groups.putIfAbsent(key, made);
            group = other == null ? made : other;
        }
        return group;
    }

    /** Closes what has been idle for long, pings what is quiet. Sends without waiting. */
    void tend(long now) {
        for (Group group : groups.values()) {
            List<Session> sessions;
            synchronized (group) {
                group.sessions.removeIf(each -> !each.isAlive());
                sessions = List.copyOf(group.sessions);
            }
            for (Session each : sessions) {
                long quiet = now - each.connection().lastUseNanos();
                if (each.load() > 0) {
                    continue;
                }
                if (each.openFiles() == 0 && quiet > settings.idleTimeout().toNanos()) {
                    synchronized (group) {
                        group.sessions.remove(each);
                    }
                    each.close("idle");
                } else if (quiet > settings.keepAlive().toNanos()) {
                    each.send(new KeepAlive(each, settings.requestTimeout().toNanos()));
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Group group : groups.values()) {
            List<Session> sessions;
            synchronized (group) {
                sessions = List.copyOf(group.sessions);
                group.sessions.clear();
            }
            for (Session each : sessions) {
                each.close("the client is closed");
            }
        }
    }

    /** A ping; when it is not answered the session is given up. */
    private static final class KeepAlive extends Exchange {
        private final Session session;

        KeepAlive(Session session, long patienceNanos) {
            super(Requests.ping(), patienceNanos);
            this.session = session;
        }

        @Override
        void frame(int length) {}

        @Override
        void data(java.nio.ByteBuffer chunk) {}

        @Override
        void ended() {}

        @Override
        void refused(Reply reply) {}

        @Override
        void failed(IOException cause) {
            session.close("no answer to a ping");
        }
    }
}
