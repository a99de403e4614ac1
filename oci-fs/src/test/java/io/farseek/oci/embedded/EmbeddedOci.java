package io.farseek.oci.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The service on loopback. Start it, trust a public key, make a bucket, point a file system at {@link #endpoint}. Remembers every request it
 * was sent as {@code METHOD path}, query included.
 */
public final class EmbeddedOci implements AutoCloseable {
    static {
        // Without it every small answer waits 40 ms for the client's delayed acknowledgement. Read once by the JDK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What is done to an answer instead of sending it as it should be. */
    public interface Fault {
        /** The request goes through. */
        Fault NONE = new Answer(0, "", "");

        /** This answer at once. */
        record Answer(int status, String code, String message) implements Fault {}

        /** No answer for so long, then the proper one. */
        record Stall(Duration time) implements Fault {}

        /** The proper head, this many bytes of the body, and the connection is gone. */
        record DropBody(int after) implements Fault {}

        /** The proper head, and the body one byte at a time with a pause after each. */
        record Trickle(Duration pause) implements Fault {}

        /** The request takes effect, and then the connection is gone without an answer. */
        record LoseAnswer() implements Fault {}
    }

    /** Decides what happens to a request. */
    public interface Faults {
        /** {@code request} is {@code METHOD path?query}. */
        Fault of(String request);
    }

    /** The requests so far. */
    public final List<String> requests = new CopyOnWriteArrayList<>();

    /** The Range header of every GET of an object that had one. */
    public final List<String> ranges = new CopyOnWriteArrayList<>();

    /** Who signed each request that was accepted: the key's id, then the signed delegation token if there was one, after a space. */
    public final List<String> signers = new CopyOnWriteArrayList<>();

    /** The largest number of requests that were under way at once since the start. */
    public final AtomicInteger mostAtOnce = new AtomicInteger();

    /** Counts and slows down what is sent. */
    public final OciLine line = new OciLine();

    final Map<String, OciBucket> buckets = new ConcurrentHashMap<>();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final OciSignatures signatures = new OciSignatures();
    private final HttpServer server;
    private final ExecutorService threads;
    private volatile Faults faults = request -> Fault.NONE;
    private volatile Duration latency = Duration.ZERO;
    private final AtomicReference<Fault> next = new AtomicReference<>(Fault.NONE);
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile String renameToFail = "";
    private volatile Fault renameFault = Fault.NONE;

    private EmbeddedOci(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** On any free port of loopback. */
    public static EmbeddedOci start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(64, task -> {
            Thread thread = new Thread(task, "embedded-oci-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        EmbeddedOci oci = new EmbeddedOci(server, threads);
        server.setExecutor(threads);
        server.createContext("/", oci::handle);
        server.start();
        return oci;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Accepts signatures of this key under {@code tenancy/user/fingerprint}, or {@code ST$token} for a session token. */
    public void trust(String keyId, PublicKey key) {
        signatures.trust(keyId, key);
    }

    /** No longer accepts a key, as when a token has expired. */
    public void distrust(String keyId) {
        signatures.distrust(keyId);
    }

    /** Sets the service's clock apart from the JVM's. */
    public void clock(Duration ahead) {
        signatures.clock(ahead);
    }

    public void makeBucket(String namespace, String bucket) {
        buckets.put(namespace + "/" + bucket, new OciBucket());
    }

    public void faults(Faults others) {
        faults = others;
    }

    /** Does this to the next request, whatever it is, and to no other. */
    public void once(Fault fault) {
        next.set(fault);
    }

    /** Does this to every rename of one object. */
    public void failRenameOf(String source, Fault fault) {
        renameToFail = source;
        renameFault = fault;
    }

    /** True the first time it is asked about {@code what}. */
    public boolean first(String what) {
        return seen.add(what);
    }

    /** How long every request waits before it is looked at. */
    public void latency(Duration other) {
        latency = other;
    }

    /** Puts an object as if somebody else had, and returns its etag. */
    public String put(String namespace, String bucket, String name, byte[] content) {
        try {
            return bucket(namespace, bucket)
                    .put(name, new OciBucket.Stored(content, Map.of(), OciBucket.md5(content), false), null, null)
                    .etag;
        } catch (OciRefusal e) {
            throw new IllegalStateException(e);
        }
    }

    /** The names of all objects. */
    public List<String> names(String namespace, String bucket) {
        return List.copyOf(bucket(namespace, bucket).objects().keySet());
    }

    /** The bytes of an object, or null. */
    public byte[] content(String namespace, String bucket, String name) {
        OciBucket.Stored found = bucket(namespace, bucket).find(name);
        return found == null ? null : found.content.clone();
    }

    /** Moves an object to a storage tier: {@code Standard}, {@code InfrequentAccess}, {@code Archive}. */
    public void tier(String namespace, String bucket, String name, String tier) {
        bucket(namespace, bucket).find(name).tier = tier;
    }

    /** The number of uploads neither committed nor aborted. */
    public int pendingUploads(String namespace, String bucket) {
        return bucket(namespace, bucket).uploads().size();
    }

    private OciBucket bucket(String namespace, String bucket) {
        OciBucket found = buckets.get(namespace + "/" + bucket);
        if (found == null) {
            throw new IllegalArgumentException("no bucket " + bucket + " in " + namespace);
        }
        return found;
    }

    private void handle(HttpExchange exchange) throws IOException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readAllBytes();
            }
            OciRequest request = new OciRequest(exchange, body);
            String text = request.method + " " + exchange.getRequestURI();
            requests.add(text);
            line.arrived(exchange.getRemoteAddress());
            pause(latency);
            if (request.header("range") != null) {
                ranges.add(request.header("range"));
            }
            answer(request, fault(request, text));
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private Fault fault(OciRequest request, String line) {
        Fault once = next.getAndSet(Fault.NONE);
        if (once != Fault.NONE) {
            return once;
        }
        boolean rename = !renameToFail.isEmpty()
                && line.contains("/actions/renameObject")
                && request.text().contains(OciAnswer.quoted(renameToFail));
        return rename ? renameFault : faults.of(line);
    }

    private void answer(OciRequest request, Fault fault) throws IOException {
        HttpExchange exchange = request.exchange;
        String id = request.header("opc-request-id");
        exchange.getResponseHeaders().set("opc-request-id", id == null ? "none" : id);
        String clientId = request.header("opc-client-request-id");
        if (clientId != null) {
            exchange.getResponseHeaders().set("opc-client-request-id", clientId);
        }
        try {
            if (fault instanceof Fault.Answer refusal && refusal.status() > 0) {
                throw new OciRefusal(refusal.status(), refusal.code(), refusal.message());
            }
            if (fault instanceof Fault.Stall stall) {
                pause(stall.time());
            }
            signers.add(signatures.verify(request));
            OciAnswer answer = new OciService(buckets).serve(request);
            if (fault instanceof Fault.LoseAnswer) {
                return; // closing the exchange without an answer closes the connection
            }
            answer.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            send(exchange, request.method, answer, fault);
        } catch (OciRefusal e) {
            String json =
                    "{\"code\":" + OciAnswer.quoted(e.code) + ",\"message\":" + OciAnswer.quoted(e.getMessage()) + "}";
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            send(exchange, request.method, OciAnswer.json(e.status, json), Fault.NONE);
        }
    }

    private void send(HttpExchange exchange, String method, OciAnswer answer, Fault fault) throws IOException {
        int status = answer.status();
        byte[] bytes = answer.bytes();
        int from = answer.from();
        int length = answer.length();
        boolean bodiless = method.equals("HEAD") || status == 204 || status == 304;
        if (bodiless || length == 0) {
            if (method.equals("HEAD") && status < 300) {
                exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
            }
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, length);
        OutputStream out = exchange.getResponseBody();
        if (fault instanceof Fault.DropBody drop) {
            out.write(bytes, from, Math.min(drop.after(), length));
            out.flush();
        } else if (fault instanceof Fault.Trickle trickle) {
            for (int i = 0; i < length; i++) {
                out.write(bytes[from + i]);
                out.flush();
                pause(trickle.pause());
            }
        } else {
            line.write(out, bytes, from, length);
        }
    }

    static void pause(Duration time) {
        if (time.isZero()) {
            return;
        }
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
