package io.farseek.benchmarks.xrootd;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.SinkRange;
import io.farseek.xrootd.session.ClientSettings;
import io.farseek.xrootd.session.RemoteFile;
import io.farseek.xrootd.session.XrdClient;
import io.farseek.xrootd.session.XrdPath;
import io.farseek.xrootd.wire.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code benchmarks/xrootd/xrdcl_rows.cc} by this client: reads names of rows, one a line, and answers each with its value.
 * Arguments: host, port, path, root or roots, seconds a row, folder of trusted authorities.
 */
public final class FarseekRows {
    static final String FIRST_OPEN = "first open of the process";
    static final String NEW_CONNECTION = "open on a new connection";

    private static final int BLOCK = 16 << 10;
    private static final int VECTOR = 1024;
    private static final int NEW_CONNECTIONS = 11;
    /** Opened before any is measured: the virtual machine compiles what it runs often. */
    private static final int EARLIER_CONNECTIONS = 200;

    /** Before a row is measured for the first time: the same, for what takes longer than opening. */
    private static final double WARM_UP_SECONDS = 2;

    private static final long PATIENCE_SECONDS = 120;
    private static final Pattern READS = Pattern.compile("(sequential|random) (\\d+) (K|M)iB, depth (\\d+)");

    private final Endpoint endpoint;
    private final XrdPath path;
    private final ClientSettings settings;
    private final double seconds;
    private final XrdClient client;
    private final RemoteFile file;
    private final double firstOpenMillis;
    private int earlierConnections;
    private final Random random = new Random(1);
    private final Set<String> measuredBefore = new HashSet<>();
    private double unmeasuredSeconds;

    /** One run of something measured. */
    private interface Operation {
        void run() throws IOException;
    }

    private FarseekRows(Endpoint endpoint, XrdPath path, ClientSettings settings, double seconds) throws IOException {
        this.endpoint = endpoint;
        this.path = path;
        this.settings = settings;
        this.seconds = seconds;
        this.client = client();
        long began = System.nanoTime();
        this.file = client.openForReading(path);
        this.firstOpenMillis = since(began) * 1e3;
    }

    public static void main(String[] arguments) throws IOException {
        Endpoint endpoint = new Endpoint(arguments[0], Integer.parseInt(arguments[1]), arguments[3].equals("roots"));
        ClientSettings settings = ClientSettings.DEFAULT.withCertificates(Path.of(arguments[5]));
        FarseekRows rows =
                new FarseekRows(endpoint, XrdPath.of(arguments[2]), settings, Double.parseDouble(arguments[4]));
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String row = names.readLine(); row != null; row = names.readLine()) {
            System.out.printf(Locale.ROOT, "%.3f%n", rows.measure(row));
        }
    }

    private double measure(String row) throws IOException {
        unmeasuredSeconds = measuredBefore.add(row) ? WARM_UP_SECONDS : seconds / 3;
        Matcher reads = READS.matcher(row);
        if (reads.matches()) {
            int bytes = Integer.parseInt(reads.group(2)) << (reads.group(3).equals("K") ? 10 : 20);
            int depth = Integer.parseInt(reads.group(4));
            return reads.group(1).equals("random")
                    ? reads(bytes, depth, 1, () -> random.nextLong(file.length() - BLOCK))
                    : sequential(bytes, depth);
        }
        return switch (row) {
            case FIRST_OPEN -> firstOpenMillis;
            case NEW_CONNECTION -> newConnection();
            case "vector of 1024 x 16 KiB" -> vectors();
            case "stat" -> timed(1, () -> client.stat(path));
            case "open and close" -> timed(1, () -> client.openForReading(path).close());
            default -> throw new IllegalArgumentException("no row " + row);
        };
    }

    private XrdClient client() {
        return new XrdClient(endpoint, settings, List.of());
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private double newConnection() throws IOException {
        for (; earlierConnections < EARLIER_CONNECTIONS; earlierConnections++) {
            double ignored = newConnectionMillis();
        }
        double[] millis = new double[NEW_CONNECTIONS];
        for (int i = 0; i < NEW_CONNECTIONS; i++) {
            millis[i] = newConnectionMillis();
        }
        Arrays.sort(millis);
        return millis[NEW_CONNECTIONS / 2];
    }

    private double newConnectionMillis() throws IOException {
        try (XrdClient each = client()) {
            long began = System.nanoTime();
            RemoteFile opened = each.openForReading(path);
            double millis = since(began) * 1e3;
            opened.close();
            return millis;
        }
    }

    /** Runs unmeasured, then measured: units a second. */
    private double timed(double units, Operation once) throws IOException {
        double rate = 0;
        for (boolean measured : new boolean[] {false, true}) {
            long began = System.nanoTime();
            long count = 0;
            do {
                once.run();
                count++;
            } while (since(began) < (measured ? seconds : unmeasuredSeconds));
            rate = count * units / since(began);
        }
        return rate;
    }

    private double sequential(int bytes, int depth) throws IOException {
        long[] at = {0};
        return reads(bytes, depth, bytes / 1e6, () -> {
            long here = at[0];
            at[0] = here + 2L * bytes > file.length() ? 0 : here + bytes;
            return here;
        });
    }

    private double reads(int bytes, int depth, double units, LongSupplier next) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            targets.add(new Target(ByteBuffer.allocateDirect(bytes)));
        }
        double rate = 0;
        for (boolean measured : new boolean[] {false, true}) {
            long began = System.nanoTime();
            long count = 0;
            do {
                // In the order in which they were asked for, as a reader would.
                Target target = targets.get((int) (count % depth));
                target.await();
                target.begin();
                long start = next.getAsLong();
                ByteRange range = new ByteRange(start, start + bytes);
                if (depth == 1) {
                    file.readAwaited(range, ReadCause.DEMAND, target);
                } else {
                    file.read(range, ReadCause.DEMAND, target);
                }
                count++;
            } while (since(began) < (measured ? seconds : unmeasuredSeconds));
            for (Target each : targets) {
                each.await();
            }
            rate = count * units / since(began);
        }
        return rate;
    }

    private double vectors() throws IOException {
        long[] blocks = new long[(int) (file.length() / BLOCK)];
        Arrays.setAll(blocks, i -> (long) i * BLOCK);
        List<Target> targets = new ArrayList<>();
        ByteBuffer all = ByteBuffer.allocateDirect(VECTOR * BLOCK);
        for (int i = 0; i < VECTOR; i++) {
            targets.add(new Target(all.slice(i * BLOCK, BLOCK)));
        }
        return timed(VECTOR * BLOCK / 1e6, () -> {
            CountDownLatch left = new CountDownLatch(VECTOR);
            List<SinkRange> ranges = new ArrayList<>(VECTOR);
            for (int i = 0; i < VECTOR; i++) {
                int other = i + random.nextInt(blocks.length - i);
                long block = blocks[other];
                blocks[other] = blocks[i];
                blocks[i] = block;
                targets.get(i).begin(left);
                ranges.add(new SinkRange(ByteRange.of(block, BLOCK), targets.get(i)));
            }
            file.readAll(ranges, ReadCause.DEMAND);
            await(left);
            for (Target each : targets) {
                each.check();
            }
        });
    }

    private static void await(CountDownLatch over) throws IOException {
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** A buffer with one read under way at most; copies what arrives, as a reader would. */
    private static final class Target implements RangeSink {
        private final ByteBuffer buffer;
        private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        private volatile CountDownLatch over = new CountDownLatch(0);

        Target(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        void begin() {
            begin(new CountDownLatch(1));
        }

        /** The read that begins counts {@code latch} down when it is over. */
        void begin(CountDownLatch latch) {
            over = latch;
            buffer.clear();
        }

        /** Waits for the read under way, if there is one. */
        void await() throws IOException {
            FarseekRows.await(over);
            check();
        }

        void check() throws IOException {
            IOException why = failure.get();
            if (why != null) {
                throw why;
            }
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            buffer.put(bytes);
        }

        @Override
        public ByteBuffer room() {
            return buffer.slice();
        }

        @Override
        public void onFilled(int count) {
            buffer.position(buffer.position() + count);
        }

        @Override
        public void onComplete() {
            over.countDown();
        }

        @Override
        public void onFailure(IOException why) {
            failure.set(why);
            over.countDown();
        }
    }
}
