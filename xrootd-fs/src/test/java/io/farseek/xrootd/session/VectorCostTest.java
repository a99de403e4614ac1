package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.readahead.ByteRange;
import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.server.ScriptedServer.Received;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reading many ranges at once costs in requests, and that the server's own limits are kept. */
@Timeout(60)
class VectorCostTest {
    private static final int QUERY = 3001;
    private static final int CLOSE = 3003;
    private static final int OPEN = 3010;
    private static final int READ = 3013;
    private static final int READ_VECTOR = 3025;
    private static final int TOO_LONG = 3002;
    private static final byte[] BYTES = new byte[4_000_000];

    static {
        new Random(10).nextBytes(BYTES);
    }

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private String limits = "1024\n2097136\n";
    private int mostSegments = 1024;
    private int longestSegment = 2097136;

    private void answer(Received request) throws IOException {
        switch (request.code()) {
            case OPEN -> {
                asked.add("open");
                request.wire().opened(request.streamId(), BYTES.length);
            }
            case QUERY -> {
                asked.add("query " + request.text());
                request.wire().frame(request.streamId(), 0, limits.getBytes(StandardCharsets.US_ASCII));
            }
            case READ -> {
                int start = (int) request.body().getLong(4);
                int length = request.body().getInt(12);
                asked.add("read " + length);
                request.wire().frame(request.streamId(), 0, slice(start, length));
            }
            case READ_VECTOR -> vector(request);
            case CLOSE -> request.wire().frame(request.streamId(), 0, new byte[0]);
            default -> throw new IOException("not expected: " + request.code());
        }
    }

    private void vector(Received request) throws IOException {
        ByteBuffer segments = ByteBuffer.wrap(request.payload());
        ByteBuffer out = ByteBuffer.allocate(BYTES.length + request.payload().length);
        int count = segments.remaining() / 16;
        int longest = 0;
        while (segments.hasRemaining()) {
            int handle = segments.getInt();
            int length = segments.getInt();
            long start = segments.getLong();
            longest = Math.max(longest, length);
            out.putInt(handle).putInt(length).putLong(start).put(BYTES, (int) start, length);
        }
        asked.add("vector of " + count);
        if (count > mostSegments || longest > longestSegment) {
            request.wire().error(request.streamId(), TOO_LONG, "beyond my limits");
        } else {
            out.flip();
            byte[] reply = new byte[out.remaining()];
            out.get(reply);
            request.wire().frame(request.streamId(), 0, reply);
        }
    }

    private static byte[] slice(int start, int length) {
        return java.util.Arrays.copyOfRange(BYTES, start, start + length);
    }

    private static XrdClient client(ScriptedServer server) {
        return new XrdClient(
                new Endpoint("localhost", server.port(), false), ClientSettings.DEFAULT.withSessions(1, 1), List.of());
    }

    private static void readAll(RemoteFile file, int count, int length) throws IOException {
        List<ByteRange> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // With gaps, so that no two make one segment; some asked for twice.
            ranges.add(ByteRange.of((long) i * (BYTES.length / count), length));
        }
        ranges.add(ranges.get(count / 2));
        Collections.shuffle(ranges, new Random(count));
        List<CollectingSink> sinks = CollectingSink.readAll(file, ranges);
        for (int i = 0; i < ranges.size(); i++) {
            sinks.get(i).assertHolds(BYTES, ranges.get(i));
        }
    }

    @Test
    void aThousandRangesCostSeventeenVectorReads() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(XrdPath.of("/f"))) {
            readAll(file, 999, 2000);
            List<String> expected = new ArrayList<>(List.of("open", "query readv_iov_max readv_ior_max"));
            // Pieces of 62 ranges; the one asked for twice is one segment of its piece.
            for (int i = 0; i < 16; i++) {
                expected.add("vector of 62");
            }
            expected.set(2 + 500 / 62, "vector of 61");
            expected.add("vector of 8");
            assertThat(asked).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(server.connections()).isEqualTo(1);

            asked.clear();
            readAll(file, 1, 2000);
            assertThat(asked).as("the limits are asked for once").containsExactly("vector of 1");
        }
    }

    @Test
    void aServersOwnLimitsAreKept() throws IOException {
        limits = "10\n1500\n";
        mostSegments = 10;
        longestSegment = 1500;
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(XrdPath.of("/f"))) {
            readAll(file, 100, 1000);
            asked.clear();
            readAll(file, 100, 1000);
            assertThat(asked)
                    .hasSize(11)
                    .allMatch(each ->
                            each.startsWith("vector of ") && Integer.parseInt(each.substring(10)) <= mostSegments);
            asked.clear();
            readAll(file, 20, 1501);
            assertThat(asked).hasSize(21).containsOnly("read 1501");
        }
    }

    @Test
    void aServerWithoutAnswerOrVectorsIsReadRangeByRange() throws IOException {
        limits = "readv_iov_max\nreadv_ior_max\n";
        mostSegments = 0;
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                XrdClient client = client(server);
                RemoteFile file = client.openForReading(XrdPath.of("/f"))) {
            readAll(file, 20, 1000);
            assertThat(asked).contains("read 1000");
            asked.clear();
            readAll(file, 20, 1000);
            assertThat(asked).hasSize(21).containsOnly("read 1000");
        }
    }
}
