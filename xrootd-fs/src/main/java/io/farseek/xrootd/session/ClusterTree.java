package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.DirEntry;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.Location;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.ServerErrorException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names behind a manager that holds no files itself. A manager passes a request to one of the servers that have the name; here it goes to
 * every one of them, so that no replica, and no part of a directory, stays behind. Each method waits for the servers, one after another.
 */
final class ClusterTree {
    private final ClientSettings settings;
    private final SessionPool pool;
    private final Router router;
    private final Endpoint origin;

    ClusterTree(ClientSettings settings, SessionPool pool, Router router, Endpoint origin) {
        this.settings = settings;
        this.pool = pool;
        this.router = router;
        this.origin = origin;
    }

    /** The entries of a directory on all servers together, each name once. */
    List<DirEntry> list(XrdPath path) throws IOException {
        Map<String, DirEntry> entries = new LinkedHashMap<>();
        onEach(servers(path, true), path, true, "kXR_dirlist", (p, refresh) -> Requests.dirlist(p), body -> {
            for (DirEntry each : DirEntry.parseListing(FrameDecoder.text(body, 0))) {
                entries.putIfAbsent(each.name(), each);
            }
        });
        return new ArrayList<>(entries.values());
    }

    /** Sends a request that changes a file to every server that has it. */
    void changeFile(XrdPath path, String what, Router.Maker maker) throws IOException {
        onEach(servers(path, false), path, false, what, maker, body -> {});
    }

    /** Sends a request that changes a directory to every server, since any may have a part of it. */
    void changeDirectory(XrdPath path, String what, Router.Maker maker) throws IOException {
        onEach(servers(path, true), path, false, what, maker, body -> {});
    }

    /** Whether the client's server is a manager, so that this class is needed. */
    boolean isNeeded() throws IOException {
        return pool.session(origin, SessionPool.Use.READ, "").server().isManager();
    }

    @FunctionalInterface
    private interface Result {
        void take(byte[] body) throws IOException;
    }

    /** Fails when no server has the path, or one of them refuses for another reason. */
    private void onEach(
            Set<Endpoint> servers, XrdPath path, boolean repeatable, String what, Router.Maker maker, Result result)
            throws IOException {
        ServerErrorException missing = null;
        List<String> done = new ArrayList<>();
        for (Endpoint server : servers) {
            try {
                result.take(router.sendTo(server, path, SessionPool.Use.READ, repeatable, maker)
                        .body());
                done.add(server.address());
            } catch (ServerErrorException e) {
                if (e.code() == ErrorCode.NOT_FOUND) {
                    missing = e;
                } else if (done.isEmpty() || repeatable) {
                    throw e;
                } else {
                    throw new ServerErrorException(
                            e.code(),
                            e.text() + ", after it was carried out on " + String.join(", ", done),
                            what + " " + path,
                            server.address());
                }
            }
        }
        if (done.isEmpty() && missing != null) {
            throw missing;
        }
    }

    /**
     * The servers that have a path, managers among them asked in turn.
     *
     * @param all every server that may have it, for directories, rather than those known to
     * @return never empty: a manager that names nobody, or only itself, answers for itself
     */
    private Set<Endpoint> servers(XrdPath path, boolean all) throws IOException {
        Set<Endpoint> servers = new LinkedHashSet<>();
        Router.Maker locate = (p, refresh) -> Requests.locate(all ? "*" + p : p, refresh ? Protocol.LOCATE_REFRESH : 0);
        try {
            Router.Answer answer = router.send(path, SessionPool.Use.READ, true, locate);
            collect(answer, locate, path, servers, new HashSet<>(Set.of(origin)));
        } catch (ServerErrorException e) {
            if (e.code() != ErrorCode.UNSUPPORTED && e.code() != ErrorCode.INVALID_REQUEST) {
                throw e;
            }
        }
        return servers.isEmpty() ? Set.of(origin) : servers;
    }

    private void collect(
            Router.Answer answer, Router.Maker locate, XrdPath path, Set<Endpoint> servers, Set<Endpoint> asked)
            throws IOException {
        boolean tls = origin.tls() || answer.session().endpoint().tls();
        for (Location each : Location.parse(FrameDecoder.text(answer.body(), 0), tls)) {
            if (!each.manager()) {
                servers.add(each.endpoint());
            } else if (asked.add(each.endpoint()) && asked.size() <= settings.redirects()) {
                collect(
                        router.sendTo(each.endpoint(), path, SessionPool.Use.READ, true, locate),
                        locate,
                        path,
                        servers,
                        asked);
            }
        }
    }
}
