package io.farseek.benchmarks.store;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Serves one client connection: one request after the other, each over its own fresh connection to the store. One thread. */
final class FrontConnection implements Runnable {
    private static final int IDLE_MILLIS = (int) Duration.ofMinutes(2).toMillis();
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final Socket client;
    private final InetSocketAddress store;
    private final FrontSettings settings;
    private final RequestLog log;

    FrontConnection(Socket client, InetSocketAddress store, FrontSettings settings, RequestLog log) {
        this.client = client;
        this.store = store;
        this.settings = settings;
        this.log = log;
    }

    @Override
    public void run() {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(client.getInputStream(), 64 << 10);
            OutputStream out = new BufferedOutputStream(client.getOutputStream(), 64 << 10);
            HttpHead request = HttpHead.read(in);
            while (request != null && serve(request, in, out)) {
                request = HttpHead.read(in);
            }
        } catch (IOException | RuntimeException ended) {
            // The client went away, was idle too long, or does not speak HTTP: its connection ends, which is all there
            // is to tell it.
        }
    }

    /** Serves one request; false when the connection must end. */
    private boolean serve(HttpHead request, InputStream in, OutputStream out) throws IOException {
        try (Socket upstream = new Socket()) {
            upstream.connect(store, 10_000);
            upstream.setTcpNoDelay(true);
            upstream.setSoTimeout(IDLE_MILLIS);
            OutputStream toStore = new BufferedOutputStream(upstream.getOutputStream(), 64 << 10);
            Exchange exchange = new Exchange(request);
            log.begin();
            try {
                exchange.send(in, out, toStore);
                return exchange.answer(new BufferedInputStream(upstream.getInputStream(), 64 << 10), out);
            } finally {
                exchange.log();
            }
        }
    }

    private final class Exchange {
        private final HttpHead request;
        private long sent;
        private long startNanos = System.nanoTime();
        private long firstByteNanos;
        private int status;
        private @Nullable HttpBody answer;
        private boolean complete;

        Exchange(HttpHead request) {
            this.request = request;
        }

        void send(InputStream in, OutputStream out, OutputStream toStore) throws IOException {
            HttpHead head = request;
            if (head.has("Expect", "100-continue")) {
                // Answered here: the store gets the body at once and has nothing to say before it.
                head = head.without("Expect");
                out.write(CONTINUE);
                out.flush();
            }
            toStore.write(head.bytes());
            HttpBody body = new HttpBody(in, toStore, new Pace(settings.bytesPerSecond()));
            if (head.has("Transfer-Encoding", "chunked")) {
                body.copyChunks();
            } else {
                body.copy(Math.max(0, head.contentLength()));
            }
            toStore.flush();
            sent = body.passed();
            startNanos = System.nanoTime();
        }

        boolean answer(InputStream fromStore, OutputStream out) throws IOException {
            HttpHead head = HttpHead.read(fromStore);
            while (head != null && head.status() / 100 == 1) {
                head = HttpHead.read(fromStore);
            }
            if (head == null) {
                throw new EOFException("the store ended the connection before it answered");
            }
            status = head.status();
            Pace.waitUntil(startNanos + settings.firstByte().toNanos());
            firstByteNanos = System.nanoTime() - startNanos;
            out.write(head.bytes());
            HttpBody body = new HttpBody(fromStore, out, new Pace(settings.bytesPerSecond()));
            answer = body;
            boolean more = pass(head, body);
            out.flush();
            complete = true;
            return more && !request.has("Connection", "close") && !head.has("Connection", "close");
        }

        /** Passes the body on; false when only the connection's end told where it ends. */
        private boolean pass(HttpHead head, HttpBody body) throws IOException {
            if (request.word(0).equals("HEAD") || status == 204 || status == 304) {
                return true;
            }
            if (head.has("Transfer-Encoding", "chunked")) {
                body.copyChunks();
                return true;
            }
            if (head.contentLength() >= 0) {
                body.copy(head.contentLength());
                return true;
            }
            body.copyToEnd();
            return false;
        }

        void log() {
            log.add(new LoggedRequest(
                    startNanos,
                    request.word(0),
                    request.word(1),
                    request.field("Range"),
                    status,
                    sent,
                    answer == null ? 0 : answer.passed(),
                    firstByteNanos,
                    System.nanoTime() - startNanos,
                    complete));
        }
    }
}
