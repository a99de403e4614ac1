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
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code benchmarks/xrootd/xrdcl_rows.cc} by this client; each prints "row, tab, value". Arguments: host, port, path, root or
 * roots, seconds a row, folder of trusted authorities.
 */
public final class FarseekRows {
    private static final int BLOCK = 16 << 10;
    private static final int VECTOR = 1024;
    private static final int FIRST_OPENS = 11;
    private static final long PATIENCE_SECONDS = 120;

    private final Endpoint endpoint;
    private final XrdPath path;
    private final ClientSettings settings;
    private final double seconds;
    private final boolean printing;
    private final Random random = new Random(1);

    /** One run of something measured. */
    private interface Operation {
        void run() throws IOException;
    }

    private FarseekRows(Endpoint endpoint, XrdPath path, ClientSettings settings, double seconds, boolean printing) {
        this.endpoint = endpoint;
        this.path = path;
        this.settings = settings;
        this.seconds = seconds;
        this.printing = printing;
    }

    public static void main(String[] arguments) throws IOException {
        Endpoint endpoint = new Endpoint(arguments[0], Integer.parseInt(arguments[1]), arguments[3].equals("roots"));
        ClientSettings settings = ClientSettings.DEFAULT.withCertificates(Path.of(arguments[5]));
        XrdPath path = XrdPath.of(arguments[2]);
        double seconds = Double.parseDouble(arguments[4]);
        warmAndRun(
                new FarseekRows(endpoint, path, settings, seconds / 2, false),
                new FarseekRows(endpoint, path, settings, seconds, true));
    }

    /** All rows once with nothing printed, since the virtual machine compiles what it runs often, then again. */
    private static void warmAndRun(FarseekRows warming, FarseekRows measured) throws IOException {
        warming.run();
        measured.run();
    }

    private void run() throws IOException {
        firstOpen();
        try (XrdClient client = client();
                RemoteFile file = client.openForReading(path)) {
            for (int kib : new int[] {128, 1024, 8192}) {
                for (int depth : new int[] {1, 4}) {
                    String size = kib < 1024 ? kib + " KiB" : kib / 1024 + " MiB";
                    sequential("sequential " + size + ", depth " + depth, file, kib << 10, depth);
                }
            }
            for (int depth : new int[] {1, 16}) {
                inFlight(
                        "random 16 KiB, depth " + depth,
                        file,
                        BLOCK,
                        depth,
                        1,
                        () -> random.nextLong(file.length() - BLOCK));
            }
            vectors(file);
            timed("stat", 1, () -> client.stat(path));
            timed("open and close", 1, () -> client.openForReading(path).close());
        }
    }

    private XrdClient client() {
        return new XrdClient(endpoint, settings, List.of());
    }

    private void print(String row, double value) {
        if (printing) {
            System.out.printf(Locale.ROOT, "%s\t%.3f%n", row, value);
        }
    }

    private static double since(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private void firstOpen() throws IOException {
        long began = System.nanoTime();
        do {
            firstOpens();
        } while (!printing && since(began) < seconds);
    }

    private void firstOpens() throws IOException {
        double[] millis = new double[FIRST_OPENS];
        for (int i = 0; i < FIRST_OPENS; i++) {
            try (XrdClient each = client()) {
                long began = System.nanoTime();
                RemoteFile file = each.openForReading(path);
                millis[i] = since(began) * 1e3;
                file.close();
            }
        }
        Arrays.sort(millis);
        print("open on a new connection", millis[FIRST_OPENS / 2]);
    }

    /** Runs a third of the time unmeasured, then measured: units a second. */
    private void timed(String row, double units, Operation once) throws IOException {
        for (boolean measured : new boolean[] {false, true}) {
            long began = System.nanoTime();
            long count = 0;
            do {
                once.run();
                count++;
            } while (since(began) < (measured ? seconds : seconds / 3));
            if (measured) {
                print(row, count * units / since(began));
            }
        }
    }

    private void sequential(String row, RemoteFile file, int bytes, int depth) throws IOException {
        long[] at = {0};
        inFlight(row, file, bytes, depth, bytes / 1e6, () -> {
            long here = at[0];
            at[0] = here + 2L * bytes > file.length() ? 0 : here + bytes;
            return here;
        });
    }

    private void inFlight(String row, RemoteFile file, int bytes, int depth, double units, LongSupplier next)
            throws IOException {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            targets.add(new Target(ByteBuffer.allocate(bytes)));
        }
        for (boolean measured : new boolean[] {false, true}) {
            long began = System.nanoTime();
            long count = 0;
            do {
                Target target = targets.get((int) (count % depth));
                target.await();
                long start = next.getAsLong();
                file.read(new ByteRange(start, start + bytes), ReadCause.DEMAND, target);
                count++;
            } while (since(began) < (measured ? seconds : seconds / 3));
            for (Target each : targets) {
                each.await();
                each.release();
            }
            if (measured) {
                print(row, count * units / since(began));
            }
        }
    }

    private void vectors(RemoteFile file) throws IOException {
        long[] blocks = new long[(int) (file.length() / BLOCK)];
        Arrays.setAll(blocks, i -> (long) i * BLOCK);
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i < VECTOR; i++) {
            targets.add(new Target(ByteBuffer.allocate(BLOCK)));
        }
        timed("vector of 1024 x 16 KiB", VECTOR * BLOCK / 1e6, () -> {
            List<SinkRange> ranges = new ArrayList<>(VECTOR);
            for (int i = 0; i < VECTOR; i++) {
                int other = i + random.nextInt(blocks.length - i);
                long block = blocks[other];
                blocks[other] = blocks[i];
                blocks[i] = block;
                targets.get(i).await();
                ranges.add(new SinkRange(ByteRange.of(block, BLOCK), targets.get(i)));
            }
            file.readAll(ranges, ReadCause.DEMAND);
            for (Target each : targets) {
                each.await();
                each.release();
            }
        });
    }

    /** A buffer with one read under way at most; copies what arrives, as a reader would. */
    private static final class Target implements RangeSink {
        private final ByteBuffer buffer;
        private final Semaphore free = new Semaphore(1);
        private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

        Target(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        /** Waits for the read under way, if there is one, and takes the buffer. */
        void await() throws IOException {
            try {
                if (!free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            IOException why = failure.get();
            if (why != null) {
                throw why;
            }
            buffer.clear();
        }

        void release() {
            free.release();
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            buffer.put(bytes);
        }

        @Override
        public void onComplete() {
            free.release();
        }

        @Override
        public void onFailure(IOException why) {
            failure.set(why);
            free.release();
        }
    }
}
