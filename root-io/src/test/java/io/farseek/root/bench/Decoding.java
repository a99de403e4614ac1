package io.farseek.root.bench;

import com.sun.management.OperatingSystemMXBean;
import io.farseek.root.Tables;
import io.farseek.root.codec.Decompressor;
import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.Scan;
import io.farseek.root.column.Table;
import io.farseek.root.file.RootFile;
import io.farseek.root.write.Compression;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * Decompressed megabytes for each second of processor time, of the whole process: garbage collection counts too. The codec alone decompresses the same
 * baskets into one buffer; the whole read makes columns of them, through the plain Java interface, in batches, in one thread.
 */
final class Decoding {

    /**
     * One row of the table: medians of all rounds.
     *
     * @param kept how much of the codec's speed the whole read keeps; of each round, since what else the machine does changes from one to the next
     */
    record Speed(
            double storedShare, double codecMegabytes, double readMegabytes, double kept, double newArraysMegabytes) {}

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static final int LARGEST_BASKET = 64_000;

    /** The compiler's threads count too, so it should have nothing left to do. */
    private static final double WARM_UP_SECONDS = 2;

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final double roundSeconds;
    private final int rounds;

    Decoding(double roundSeconds, int rounds) {
        this.roundSeconds = roundSeconds;
        this.rounds = rounds;
    }

    /** Measures all in turn, so that what the machine does meanwhile hits all; two seconds of each before that warm up. */
    Speed measure(SampleTree sample, Compression compression) throws IOException {
        byte[] file = sample.file(compression);
        BasketRecords baskets = new BasketRecords(file);
        double megabytes = baskets.fullBytes() / 1e6;
        MemoryFileSystem fileSystem = MemoryFileSystem.of(file);
        Scan scan = scan(fileSystem);
        byte[] room = new byte[LARGEST_BASKET];
        double[] codec = new double[rounds];
        double[] read = new double[rounds];
        double[] kept = new double[rounds];
        double[] newArrays = new double[rounds];
        try (Decompressor decompressor = new Decompressor(true)) {
            Work alone = () -> baskets.decompress(decompressor, room);
            Work whole = () -> readAll(fileSystem, scan, ReadOptions.DEFAULT.reusingBatches());
            Work newBatches = () -> readAll(fileSystem, scan, ReadOptions.DEFAULT);
            perSecond(alone, WARM_UP_SECONDS);
            perSecond(whole, WARM_UP_SECONDS);
            perSecond(newBatches, WARM_UP_SECONDS);
            for (int i = 0; i < rounds; i++) {
                codec[i] = megabytes * perSecond(alone, roundSeconds);
                read[i] = megabytes * perSecond(whole, roundSeconds);
                kept[i] = read[i] / codec[i];
                newArrays[i] = megabytes * perSecond(newBatches, roundSeconds);
            }
        }
        return new Speed(file.length / 1e6 / megabytes, median(codec), median(read), median(kept), median(newArrays));
    }

    private static Scan scan(MemoryFileSystem fileSystem) throws IOException {
        try (RootFile file = RootFile.open(fileSystem, fileSystem.getFileStatus(MemoryFileSystem.FILE))) {
            Table table = Tables.open(file, SampleTree.NAME);
            return table.scan(table.schema(), new EntryRange(0, table.entries()));
        }
    }

    private static void readAll(MemoryFileSystem fileSystem, Scan scan, ReadOptions options) throws IOException {
        long rows = 0;
        try (BatchReader reader = scan.open(fileSystem, options)) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                rows += batch.rows();
            }
        }
        if (rows != scan.range().count()) {
            throw new IllegalStateException(
                    rows + " rows read of " + scan.range().count());
        }
    }

    /** How often the work is done in a second of processor time. */
    private static double perSecond(Work work, double atLeast) throws IOException {
        long start = PROCESS.getProcessCpuTime();
        long times = 0;
        double seconds;
        do {
            work.run();
            times++;
            seconds = (PROCESS.getProcessCpuTime() - start) / 1e9;
        } while (seconds < atLeast);
        return times / seconds;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
