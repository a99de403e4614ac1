package io.farseek.benchmarks.store;

import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.Protocol;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Serves one connection of an {@link XrootdStore}: its own thread takes requests in and says when each is due, a second one answers them in
 * order.
 */
final class XrootdConnection implements Runnable {
    private static final int MOST_WAITING = 4096;
    private static final int HANDSHAKE_BYTES = 20;
    private static final int VERSION = 0x520;
    private static final int SESSION_BYTES = 16;
    private static final int WAIT_SECONDS = 1;
    private static final int WRITING = Protocol.OPEN_NEW | Protocol.OPEN_DELETE | Protocol.OPEN_UPDATE;

    private final XrootdStore store;
    private final SocketChannel client;
    private final StoreModel.Node node;
    private final XrootdFiles files;
    private final BlockingQueue<Due> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    /** A request, and when its answer may leave; {@link StoreModel#REFUSED} for one too many. */
    private record Due(XrootdRequest request, long nanos) {}

    XrootdConnection(XrootdStore store, SocketChannel client) {
        this.store = store;
        this.client = client;
        this.node = store.model().node();
        this.files = new XrootdFiles(store.folder());
    }

    @Override
    public void run() {
        Thread answering = store.thread(this::answerAll);
        try (client) {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            InputStream in = new BufferedInputStream(Channels.newInputStream(client), 16 << 10);
            Pace.waitUntil(System.nanoTime() + node.connectNanos());
            in.skipNBytes(HANDSHAKE_BYTES);
            frame(0, Protocol.OK, version());
            answering.start();
            while (true) {
                XrootdRequest request = XrootdRequest.next(in);
                waiting.put(new Due(request, due(request)));
            }
        } catch (IOException | RuntimeException ended) {
            // The client went away or does not speak XRootD: its connection ends, which is all there is to tell it.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            answering.interrupt();
        }
    }

    /** Protocol and pings cost nothing beyond what comes with them; a login costs the way there, whatever the rate. */
    private long due(XrootdRequest request) {
        return switch (request.code()) {
            case Protocol.READ, Protocol.READV -> store.model().turn(StoreModel.Kind.GET);
            case Protocol.OPEN, Protocol.STAT -> store.model().turn(StoreModel.Kind.HEAD);
            case Protocol.LOGIN -> request.arrivedNanos() + store.model().latencyNanos();
            default -> request.arrivedNanos();
        };
    }

    private void answerAll() {
        try (client;
                files) {
            while (true) {
                serve(waiting.take());
            }
        } catch (IOException | RuntimeException ended) {
            // As above; the reading thread notices that the connection is closed.
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Due next) throws IOException {
        XrootdRequest request = next.request;
        store.log().begin();
        PacedBody body = new PacedBody(store.model(), node, client);
        String target = target(request);
        int status = Protocol.OK;
        long firstNanos = request.arrivedNanos();
        boolean complete = false;
        try {
            if (next.nanos == StoreModel.REFUSED) {
                status = Protocol.WAIT;
                frame(request.streamId(), status, ByteBuffer.allocate(4).putInt(0, WAIT_SECONDS));
            } else {
                Pace.waitUntil(next.nanos);
                firstNanos = System.nanoTime();
                body = new PacedBody(store.model(), node, client);
                answer(request, body);
            }
            complete = true;
        } catch (XrootdFiles.Refusal refusal) {
            status = refusal.code();
            byte[] words = (refusal.getMessage() + "\0").getBytes(StandardCharsets.UTF_8);
            frame(
                    request.streamId(),
                    Protocol.ERROR,
                    ByteBuffer.allocate(4 + words.length)
                            .putInt(refusal.code())
                            .put(words)
                            .flip());
            complete = true;
        } finally {
            store.log()
                    .add(new LoggedRequest(
                            request.arrivedNanos(),
                            Protocol.requestName(request.code()),
                            target,
                            request.range(),
                            status,
                            request.payload().capacity(),
                            body.sent(),
                            firstNanos - request.arrivedNanos(),
                            System.nanoTime() - request.arrivedNanos(),
                            complete));
        }
    }

    private void answer(XrootdRequest request, PacedBody body) throws IOException {
        switch (request.code()) {
            case Protocol.PROTOCOL -> ok(request, version());
            case Protocol.LOGIN -> ok(request, ByteBuffer.allocate(SESSION_BYTES));
            case Protocol.PING, Protocol.ENDSESS -> ok(request, ByteBuffer.allocate(0));
            case Protocol.QUERY -> ok(request, text("1024\n2097136\n"));
            case Protocol.OPEN -> open(request);
            case Protocol.STAT -> ok(request, text(XrootdFiles.stat(asked(request)) + "\0"));
            case Protocol.CLOSE -> {
                files.close(request.body().getInt(0));
                ok(request, ByteBuffer.allocate(0));
            }
            case Protocol.READ -> read(request, body);
            case Protocol.READV -> readVector(request, body);
            default ->
                throw new XrootdFiles.Refusal(
                        ErrorCode.INVALID_REQUEST,
                        "this server does not answer " + Protocol.requestName(request.code()));
        }
    }

    private void open(XrootdRequest request) throws IOException {
        if ((request.body().getShort(2) & WRITING) != 0) {
            throw new XrootdFiles.Refusal(ErrorCode.FS_ERROR, "this server is read-only");
        }
        Path path = files.path(request.text());
        byte[] stat = (XrootdFiles.stat(path) + "\0").getBytes(StandardCharsets.UTF_8);
        ByteBuffer reply = ByteBuffer.allocate(12 + stat.length);
        ok(request, reply.putInt(files.open(path)).putLong(0).put(stat).flip());
    }

    private void read(XrootdRequest request, PacedBody body) throws IOException {
        XrootdFiles.Opened file = files.at(request.body().getInt(0));
        long from = request.body().getLong(4);
        long to = Math.max(
                from, Math.min(file.channel().size(), from + request.body().getInt(12)));
        body.frame(header(request.streamId(), Protocol.OK, (int) (to - from)));
        body.send(file.channel(), from, to);
    }

    private void readVector(XrootdRequest request, PacedBody body) throws IOException {
        List<XrootdRequest.Segment> segments = request.segments();
        long bytes = 0;
        for (XrootdRequest.Segment each : segments) {
            XrootdFiles.Opened file = files.at(each.handle());
            if (each.length() < 0
                    || each.offset() + each.length() > file.channel().size()) {
                throw new XrootdFiles.Refusal(
                        ErrorCode.FS_ERROR, "a segment of readv reaches past the end of " + file.path());
            }
            bytes += each.lead().remaining() + each.length();
        }
        body.frame(header(request.streamId(), Protocol.OK, Math.toIntExact(bytes)));
        for (XrootdRequest.Segment each : segments) {
            body.frame(each.lead());
            body.send(files.at(each.handle()).channel(), each.offset(), each.offset() + each.length());
        }
    }

    /** What a stat is for: a path or an open file. */
    private Path asked(XrootdRequest request) throws XrootdFiles.Refusal {
        return request.payload().hasRemaining()
                ? files.path(request.text())
                : files.at(request.body().getInt(12)).path();
    }

    private String target(XrootdRequest request) {
        return switch (request.code()) {
            case Protocol.OPEN, Protocol.STAT -> request.text();
            case Protocol.READ, Protocol.CLOSE -> files.name(request.body().getInt(0));
            case Protocol.READV ->
                request.segments().isEmpty()
                        ? ""
                        : files.name(request.segments().get(0).handle());
            default -> "";
        };
    }

    private static ByteBuffer version() {
        return ByteBuffer.allocate(8).putInt(0, VERSION).putInt(4, Protocol.FLAG_SERVER);
    }

    private static ByteBuffer text(String words) {
        return ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8));
    }

    private static ByteBuffer header(int streamId, int status, int length) {
        return ByteBuffer.allocate(Protocol.REPLY_HEADER_BYTES)
                .putShort((short) streamId)
                .putShort((short) status)
                .putInt(length)
                .flip();
    }

    private void ok(XrootdRequest request, ByteBuffer body) throws IOException {
        frame(request.streamId(), Protocol.OK, body);
    }

    private void frame(int streamId, int status, ByteBuffer body) throws IOException {
        ByteBuffer whole = ByteBuffer.allocate(Protocol.REPLY_HEADER_BYTES + body.remaining())
                .put(header(streamId, status, body.remaining()))
                .put(body)
                .flip();
        while (whole.hasRemaining()) {
            client.write(whole);
        }
    }
}
