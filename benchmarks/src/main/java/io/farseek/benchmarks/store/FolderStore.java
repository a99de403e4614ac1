package io.farseek.benchmarks.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A read-only S3 store on the loopback address whose buckets are the folders of one folder, as slow and as limited as a distant one. Answers
 * GET with one range, HEAD, and ListObjectsV2; signatures are not checked. Costs little: bytes go from the file to the socket.
 *
 * <p>One thread accepts, and one serves each connection, at most {@value #MOST_CONNECTIONS} at once, all daemons; further connections are
 * refused.
 */
public final class FolderStore implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 2048;
    private static final long SEED = 1;
    static final long REFUSED = Turnstile.NOT_NOW;

    private final Path folder;
    private volatile Limits limits;
    private final ServerSocketChannel server;
    private final int port;
    private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong gets = new AtomicLong();
    private final AtomicLong heads = new AtomicLong();
    private final AtomicLong lists = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();
    private final ThreadPoolExecutor threads;
    private final Thread acceptor;
    private final RequestLog log = new RequestLog();

    @GuardedBy("random") private final SplittableRandom random = new SplittableRandom(SEED);

    private FolderStore(Path folder, StoreLimits limits, ServerSocketChannel server) throws IOException {
        this.folder = folder;
        this.limits = new Limits(limits);
        this.server = server;
        this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        threads = new ThreadPoolExecutor(
                0, MOST_CONNECTIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), FolderStore::daemon);
        acceptor = daemon(this::accept);
    }

    /** Starts a store on a free port. */
    public static FolderStore start(Path folder, StoreLimits limits) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 512);
        FolderStore store = new FolderStore(folder.toAbsolutePath().normalize(), limits, server);
        store.acceptor.start();
        return store;
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What has been asked and sent since the start. */
    public Traffic traffic() {
        return new Traffic(gets.get(), heads.get(), lists.get(), bytesSent.get());
    }

    /** Ends every connection. */
    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
        for (SocketChannel each : clients) {
            each.close();
        }
    }

    Path folder() {
        return folder;
    }

    /** Serves requests that arrive from now on within other limits. */
    public void limit(StoreLimits other) {
        limits = new Limits(other);
    }

    /** Every request served, listings and refused ones too. */
    public RequestLog log() {
        return log;
    }

    /** Whether a new connection leads to a node in trouble, and how long it takes to set up, in nanoseconds. */
    Node node() {
        StoreLimits now = limits.each;
        synchronized (random) {
            return new Node(
                    random.nextDouble() < now.degradedShare(), now.connect().toNanos());
        }
    }

    record Node(boolean degraded, long connectNanos) {}

    long connectionBytesPerSecond(Node node) {
        StoreLimits now = limits.each;
        return node.degraded() ? now.degradedBytesPerSecond() : now.connectionBytesPerSecond();
    }

    /** Counts a request and says when its first byte may leave; {@link #REFUSED} when it is one too many. */
    long turn(String method, boolean listing) {
        (listing ? lists : method.equals("HEAD") ? heads : gets).incrementAndGet();
        Limits now = limits;
        long begins =
                now.each.refusing() ? now.requests.passNow(System.nanoTime()) : now.requests.pass(System.nanoTime(), 1);
        if (begins == REFUSED) {
            return REFUSED;
        }
        synchronized (random) {
            return begins + now.each.firstByte().nanos(random);
        }
    }

    /** Counts bytes about to be sent and says when they will have arrived. */
    long carry(long count) {
        bytesSent.addAndGet(count);
        return limits.bytes.pass(System.nanoTime(), count);
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                clients.add(client);
                serve(client);
            } catch (IOException closed) {
                // Closed, or the client was gone before it was accepted: the loop's condition tells which.
            }
        }
    }

    private void serve(SocketChannel client) throws IOException {
        try {
            threads.execute(() -> {
                try {
                    new FolderConnection(this, client).run();
                } finally {
                    clients.remove(client);
                }
            });
        } catch (RejectedExecutionException full) {
            clients.remove(client);
            client.close();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "folder-store");
        thread.setDaemon(true);
        return thread;
    }

    /** What holds for each request, and the turnstiles all of them go through. */
    private record Limits(StoreLimits each, Turnstile requests, Turnstile bytes) {
        Limits(StoreLimits each) {
            this(each, new Turnstile(each.totalRequestsPerSecond()), new Turnstile(each.totalBytesPerSecond()));
        }
    }

    /** Requests by kind, and bytes of object content sent. */
    public record Traffic(long gets, long heads, long lists, long bytesSent) {
        public Traffic since(Traffic earlier) {
            return new Traffic(
                    gets - earlier.gets, heads - earlier.heads, lists - earlier.lists, bytesSent - earlier.bytesSent);
        }
    }
}
