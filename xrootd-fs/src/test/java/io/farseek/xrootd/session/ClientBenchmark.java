package io.farseek.xrootd.session;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import io.farseek.readahead.SinkRange;
import io.farseek.xrootd.wire.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The same rows as {@code src/test/ci/xrdcl-bench.cc}, by this client. Arguments: host, port, path, and optionally {@code tls}. A program
 * rather than a test: what it prints depends on the machine.
 */
public final class ClientBenchmark {
    private static final int READS = 5000;

    private ClientBenchmark() {}

    /** Copies what arrives, as a reader would. */
    private static final class Target implements RangeSink {
        private final CountDownLatch done;
        private final AtomicReference<IOException> failure;
        private final ByteBuffer bytes;

        Target(CountDownLatch done, AtomicReference<IOException> failure, ByteBuffer bytes) {
            this.done = done;
            this.failure = failure;
            this.bytes = bytes;
        }

        @Override
        public void onBytes(ByteBuffer chunk) {
            bytes.put(chunk);
        }

        @Override
        public void onComplete() {
            done.countDown();
        }

        @Override
        public void onFailure(IOException e) {
            failure.set(e);
            done.countDown();
        }
    }

    private static void read(RemoteFile file, List<ByteRange> ranges, ByteBuffer buffer) throws Exception {
        CountDownLatch done = new CountDownLatch(ranges.size());
        AtomicReference<IOException> failure = new AtomicReference<>();
        List<SinkRange> asked = new ArrayList<>();
        int at = 0;
        for (ByteRange each : ranges) {
            asked.add(new SinkRange(each, new Target(done, failure, buffer.slice(at, (int) each.length()))));
            at += (int) each.length();
        }
        if (asked.size() == 1) {
            file.read(asked.get(0).range(), ReadCause.DEMAND, asked.get(0).sink());
        } else {
            file.readAll(asked, ReadCause.DEMAND);
        }
        if (!done.await(120, TimeUnit.SECONDS)) {
            throw new IOException("no end");
        }
        IOException e = failure.get();
        if (e != null) {
            throw e;
        }
    }

    private static void row(String name, double value) {
        System.out.printf("%s %.3f%n", name, value);
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    public static void main(String[] arguments) throws Exception {
        boolean tls = arguments.length > 3 && arguments[3].equals("tls");
        Endpoint endpoint = new Endpoint(arguments[0], Integer.parseInt(arguments[1]), tls);
        XrdPath path = XrdPath.of(arguments[2]);
        ByteBuffer buffer = ByteBuffer.allocate(8 << 20);
        Random random = new Random(1);
        for (int round = 0; round < 2; round++) {
            System.out.println(round == 0 ? "# first round, JVM cold" : "# second round");
            try (XrdClient client = new XrdClient(endpoint, ClientSettings.DEFAULT, List.of())) {
                long began = System.nanoTime();
                try (RemoteFile file = client.openForReading(path)) {
                    row("first-open-ms", since(began) * 1e3);
                    long size = file.length();
                    for (int block : new int[] {128 << 10, 1 << 20, 8 << 20}) {
                        began = System.nanoTime();
                        for (long at = 0; at < size; at += block) {
                            read(file, List.of(new ByteRange(at, Math.min(size, at + block))), buffer);
                        }
                        row("sequential-" + (block >> 10) + "k-MB/s", size / since(began) / 1e6);
                    }
                    began = System.nanoTime();
                    for (int i = 0; i < READS; i++) {
                        read(file, List.of(ByteRange.of(random.nextLong(size - 16384), 16384)), buffer);
                    }
                    row("random-16k-op/s", READS / since(began));
                    began = System.nanoTime();
                    for (int i = 0; i < 10; i++) {
                        List<ByteRange> ranges = new ArrayList<>();
                        for (int j = 0; j < 256; j++) {
                            ranges.add(ByteRange.of(random.nextLong(size / 16384) * 16384, 16384));
                        }
                        read(file, ranges, buffer);
                    }
                    row("readv-256x16k-ms", since(began) / 10 * 1e3);
                    row("sessions", file.sessions());
                }
                began = System.nanoTime();
                for (int i = 0; i < 2000; i++) {
                    client.stat(path);
                }
                row("stat-op/s", 2000 / since(began));
                began = System.nanoTime();
                for (int i = 0; i < 1000; i++) {
                    client.openForReading(path).close();
                }
                row("open-close-op/s", 1000 / since(began));
            }
        }
    }
}
