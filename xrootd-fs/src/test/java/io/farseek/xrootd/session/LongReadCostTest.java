package io.farseek.xrootd.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.readahead.ByteRange;
import io.farseek.xrootd.server.ScriptedServer;
import io.farseek.xrootd.server.ScriptedServer.Received;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many long reads at once cost: how they are spread over the sessions of a slow server. */
@Timeout(60)
class LongReadCostTest {
    private static final int QUERY = 3001;
    private static final int CLOSE = 3003;
    private static final int OPEN = 3010;
    private static final int READ = 3013;
    private static final int MIB = 1 << 20;
    private static final int READS = 24;
    private static final byte[] BYTES = new byte[READS * MIB];

    static {
        new Random(24).nextBytes(BYTES);
    }

    private final List<Received> held = new ArrayList<>();
    private final Map<Integer, Integer> readsOfConnection = new TreeMap<>();

    /** Answers no read before the last has come. */
    private synchronized void answer(Received request) throws IOException {
        switch (request.code()) {
            case OPEN -> request.wire().opened(request.streamId(), BYTES.length);
            case QUERY ->
                request.wire().frame(request.streamId(), 0, "1024\n2097136\n".getBytes(StandardCharsets.US_ASCII));
            case READ -> {
                held.add(request);
                readsOfConnection.merge(request.connection(), 1, Integer::sum);
                if (held.size() == READS) {
                    for (Received each : held) {
                        int start = (int) each.body().getLong(4);
                        each.wire()
                                .frame(
                                        each.streamId(),
                                        0,
                                        Arrays.copyOfRange(
                                                BYTES,
                                                start,
                                                start + each.body().getInt(12)));
                    }
                }
            }
            case CLOSE -> request.wire().frame(request.streamId(), 0, new byte[0]);
            default -> throw new IOException("not expected: " + request.code());
        }
    }

    /** All of them sent down the first session would leave nothing for the others, which are open a few round trips later. */
    @Test
    void longReadsAreLeftForTheSessionsThatAreBeingOpened() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                XrdClient client = new XrdClient(
                        new Endpoint("localhost", server.port(), false),
                        ClientSettings.DEFAULT.withSessions(3, 3),
                        List.of());
                RemoteFile file = client.openForReading(XrdPath.of("/f"))) {
            List<ByteRange> ranges = new ArrayList<>();
            List<CollectingSink> sinks = new ArrayList<>();
            for (int i = 0; i < READS; i++) {
                ranges.add(ByteRange.of((long) i * MIB, MIB));
                sinks.add(CollectingSink.read(file, ranges.get(i)));
            }
            for (int i = 0; i < READS; i++) {
                sinks.get(i).assertHolds(BYTES, ranges.get(i));
            }
            assertThat(readsOfConnection.values()).containsExactly(8, 8, 8);
        }
    }
}
