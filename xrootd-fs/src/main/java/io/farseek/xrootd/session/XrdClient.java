package io.farseek.xrootd.session;

import io.farseek.xrootd.auth.Mechanism;
import io.farseek.xrootd.wire.Attributes;
import io.farseek.xrootd.wire.DirEntry;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.Location;
import io.farseek.xrootd.wire.Protocol;
import io.farseek.xrootd.wire.Requests;
import io.farseek.xrootd.wire.ServerErrorException;
import io.farseek.xrootd.wire.SpaceInfo;
import io.farseek.xrootd.wire.StatInfo;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A client of one server or cluster under one credential. Every method waits for its result, at most the recovery timeout of the settings,
 * and fails with {@link ServerErrorException} when the server refuses. Safe for use from many threads at once.
 */
public final class XrdClient implements Closeable {
    private static final XrdPath ROOT = XrdPath.of("/");

    private static final LongConsumer UNHEARD = new LongConsumer() {
        @Override
        public void accept(long nanos) {}
    };

    private final Endpoint origin;
    private final ClientSettings settings;
    private final Clock clock;
    private final SessionPool pool;
    private final Router router;
    private final ClusterTree cluster;

    /**
     * Connects to nothing yet.
     *
     * @param mechanisms ways of authentication, tried in the server's order
     */
    public XrdClient(Endpoint origin, ClientSettings settings, List<Mechanism> mechanisms) {
        this(origin, settings, mechanisms, UNHEARD, JvmResolver.SHARED);
    }

    /** The same, telling {@code connectNanos} how long each TCP connection took. The resolver stays the caller's. */
    public XrdClient(
            Endpoint origin,
            ClientSettings settings,
            List<Mechanism> mechanisms,
            LongConsumer connectNanos,
            Resolver resolver) {
        this.origin = origin;
        this.settings = settings;
        this.clock = new Clock("farseek-xrootd", settings.requestTimeout());
        SessionOpener opener = new SessionOpener(
                settings, mechanisms, new Tls(settings.certificates()), new Dialer(resolver), clock, connectNanos);
        this.pool = new SessionPool(settings, opener, clock);
        this.router = new Router(settings, pool, opener, origin);
        this.cluster = new ClusterTree(settings, pool, router, origin);
    }

    public Endpoint origin() {
        return origin;
    }

    public ClientSettings settings() {
        return settings;
    }

    public StatInfo stat(XrdPath path) throws IOException {
        return StatInfo.parse(text(path, true, (p, refresh) -> Requests.stat(p)));
    }

    /**
     * Lists a directory. On a manager that holds no files itself, the listings of all its servers are merged, each name once.
     */
    public List<DirEntry> list(XrdPath path) throws IOException {
        if (cluster.isNeeded()) {
            return cluster.list(path);
        }
        return DirEntry.parseListing(text(path, true, (p, refresh) -> Requests.dirlist(p)));
    }

    /** Where a file is. {@code everywhere} asks for every server that might hold the path, as for a directory. */
    public List<Location> locate(XrdPath path, boolean everywhere) throws IOException {
        String reply = text(
                path,
                true,
                (p, refresh) -> Requests.locate(everywhere ? "*" + p : p, refresh ? Protocol.LOCATE_REFRESH : 0));
        return Location.parse(reply, origin.tls());
    }

    /** Makes a directory; the server is content when it exists. */
    public void mkdir(XrdPath path, int mode, boolean parents) throws IOException {
        send(path, true, (p, refresh) -> Requests.mkdir(p, mode, parents));
    }

    /**
     * Renames, on a cluster on every server that has the path. The server replaces a file at {@code to} and makes missing parents. Both
     * paths carry the cgi of {@code from}.
     *
     * @param directory whether it is one: its parts may be on any server of a cluster
     */
    public void mv(XrdPath from, XrdPath to, boolean directory) throws IOException {
        change(from, directory, "kXR_mv", (p, refresh) -> {
            int question = p.indexOf('?', from.path().length());
            String target = question < 0 ? to.path() : to.path() + p.substring(question);
            return Requests.mv(p, target);
        });
    }

    /** Removes a file, on a cluster all its replicas. */
    public void rm(XrdPath path) throws IOException {
        change(path, false, "kXR_rm", (p, refresh) -> Requests.rm(p));
    }

    /** Removes an empty directory, on a cluster from every server that has it. */
    public void rmdir(XrdPath path) throws IOException {
        if (cluster.isNeeded()) {
            cluster.changeDirectory(path, "kXR_rmdir", (p, refresh) -> Requests.rmdir(p));
        } else {
            send(path, true, (p, refresh) -> Requests.rmdir(p));
        }
    }

    private void change(XrdPath path, boolean directory, String what, Router.Maker maker) throws IOException {
        if (!cluster.isNeeded()) {
            send(path, false, maker);
        } else if (directory) {
            cluster.changeDirectory(path, what, maker);
        } else {
            cluster.changeFile(path, what, maker);
        }
    }

    public void truncate(XrdPath path, long size) throws IOException {
        send(path, true, (p, refresh) -> Requests.truncate(p, size));
    }

    /** Sets the nine permission bits. */
    public void chmod(XrdPath path, int mode) throws IOException {
        send(path, true, (p, refresh) -> Requests.chmod(p, mode));
    }

    /** For each path its flags as in {@link StatInfo}, in one request. */
    public byte[] statx(List<String> paths) throws IOException {
        return send(ROOT, true, (p, refresh) -> Requests.statx(paths));
    }

    /** The file's checksum as {@code algorithm hexadecimal}. The server computes it when it has none, which may take long. */
    public String checksum(XrdPath path, String algorithm) throws IOException {
        XrdPath named = algorithm.isEmpty()
                ? path
                : new XrdPath(
                        path.path(),
                        path.cgi().isEmpty() ? "cks.type=" + algorithm : path.cgi() + "&cks.type=" + algorithm);
        return text(named, true, (p, refresh) -> Requests.query(Protocol.QUERY_CHECKSUM, p))
                .strip();
    }

    public SpaceInfo space(XrdPath path) throws IOException {
        return SpaceInfo.parse(text(path, true, (p, refresh) -> Requests.query(Protocol.QUERY_SPACE, p)));
    }

    /** The server's answers to configuration keys, one line each. */
    public List<String> config(String keys) throws IOException {
        String reply = text(ROOT, true, (p, refresh) -> Requests.query(Protocol.QUERY_CONFIG, keys));
        return reply.strip().lines().toList();
    }

    public List<String> attributeNames(XrdPath path) throws IOException {
        return Attributes.parseNames(send(path, true, (p, refresh) -> Attributes.list(p)));
    }

    /** An attribute's value, or null when the path has none of that name. */
    public byte @Nullable [] attribute(XrdPath path, String name) throws IOException {
        byte[] reply = send(path, true, (p, refresh) -> Attributes.get(p, name));
        return attributeResult(reply, path, "kXR_fattr get " + name) ? Attributes.parseValue(reply) : null;
    }

    /** Sets an attribute; {@code create} makes it fail when there is one. */
    public void setAttribute(XrdPath path, String name, byte[] value, boolean create) throws IOException {
        byte[] reply = send(path, !create, (p, refresh) -> Attributes.set(p, name, value, create));
        attributeResult(reply, path, "kXR_fattr set " + name);
    }

    public void removeAttribute(XrdPath path, String name) throws IOException {
        byte[] reply = send(path, true, (p, refresh) -> Attributes.remove(p, name));
        attributeResult(reply, path, "kXR_fattr del " + name);
    }

    private boolean attributeResult(byte[] reply, XrdPath path, String what) throws IOException {
        for (int code : Attributes.parseResults(reply).values()) {
            if (code == ErrorCode.ATTRIBUTE_NOT_FOUND) {
                return false;
            }
            if (code != 0) {
                throw new ServerErrorException(code, "refused", what + " " + path, origin.address());
            }
        }
        return true;
    }

    /** Waits until the server has answered a ping. */
    public void ping() throws IOException {
        send(ROOT, true, (p, refresh) -> Requests.ping());
    }

    /** Opens a file for reading, its length known with the reply. */
    public RemoteFile openForReading(XrdPath path) throws IOException {
        return RemoteFile.open(path, settings, pool, router, clock);
    }

    /**
     * Creates a file and its parents.
     *
     * @param mode permission bits
     * @param overwrite replace what is there rather than fail
     */
    public RemoteOutput create(XrdPath path, int mode, boolean overwrite, boolean persistOnClose) throws IOException {
        int options = Protocol.OPEN_UPDATE
                | Protocol.OPEN_MAKE_PATH
                | (overwrite ? Protocol.OPEN_DELETE : Protocol.OPEN_NEW)
                | (persistOnClose ? Protocol.OPEN_PERSIST_ON_CLOSE : 0);
        return RemoteOutput.open(path, mode, options, settings, router);
    }

    /** Opens an existing file to write on from its end. */
    public RemoteOutput append(XrdPath path) throws IOException {
        return RemoteOutput.open(path, 0, Protocol.OPEN_UPDATE | Protocol.OPEN_RETURN_STAT, settings, router);
    }

    private String text(XrdPath path, boolean repeatable, Router.Maker maker) throws IOException {
        return FrameDecoder.text(send(path, repeatable, maker), 0);
    }

    private byte[] send(XrdPath path, boolean repeatable, Router.Maker maker) throws IOException {
        return router.send(path, SessionPool.Use.READ, repeatable, maker).body();
    }

    /** Drops all sessions; what is under way fails. */
    @Override
    public void close() {
        pool.close();
        clock.close();
    }
}
