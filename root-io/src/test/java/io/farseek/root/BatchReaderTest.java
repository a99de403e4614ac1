package io.farseek.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.Scan;
import io.farseek.root.column.Table;
import io.farseek.root.file.RootFile;
import io.farseek.root.write.Compression;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.SparkSample;
import io.farseek.root.write.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/**
 * Batches hold the rows asked for whatever the batch, the group of clusters and the number of threads, and keep them when later batches are read: the
 * buffers that baskets are decompressed into are used again, so nothing of a batch may lie in one. Batches that are to be reused hold the same rows until
 * the next one is read.
 */
final class BatchReaderTest {
    private static final int ENTRIES = 1500;
    private static final ReadOptions WHOLE = new ReadOptions(ENTRIES, 64L << 20, 1, true, false);

    private static Path folder = Path.of("");
    private static final List<Sample> SAMPLES = new ArrayList<>();

    /** A file of every kind of branch, and its rows as objects. */
    private record Sample(Path file, Scan scan, List<Object> rows) {}

    @BeforeContainer
    static void write() throws IOException {
        folder = Files.createTempDirectory("batch-reader");
        for (String codec : List.of("none", "lz4", "zlib")) {
            Path file = folder.resolve(codec + ".root");
            // small baskets and clusters, so that batches, baskets and groups end at different rows
            WriteOptions options = new WriteOptions(Compression.parse(codec), 700, 400);
            try (OutputStream out = Files.newOutputStream(file)) {
                RootFileWriter.spooled(out, codec + ".root", options, folder, new SparkSample(ENTRIES));
            }
            Scan scan = scan(file, new EntryRange(0, ENTRIES));
            SAMPLES.add(new Sample(file, scan, rows(read(scan, WHOLE))));
        }
    }

    @AfterContainer
    static void delete() throws IOException {
        for (Sample sample : SAMPLES) {
            Files.delete(sample.file());
        }
        SAMPLES.clear();
        Files.delete(folder);
    }

    @Property(tries = 40)
    void everyBatchHoldsItsRowsAndKeepsThem(
            @ForAll @IntRange(max = 2) int codec,
            @ForAll @IntRange(max = ENTRIES - 1) int from,
            @ForAll @IntRange(min = 1, max = ENTRIES) int count,
            @ForAll @IntRange(min = 1, max = 900) int batchRows,
            @ForAll @IntRange(min = 1, max = 200_000) int fetchBytes,
            @ForAll @IntRange(min = 1, max = 3) int threads)
            throws IOException {
        Sample sample = SAMPLES.get(codec);
        EntryRange range = new EntryRange(from, Math.min(ENTRIES, from + count));
        ReadOptions options = new ReadOptions(batchRows, fetchBytes, threads, true, false);
        Scan scan = scan(sample.file(), range);

        List<ColumnBatch> batches = read(scan, options);

        assertThat(batches).allMatch(batch -> batch.rows() <= batchRows);
        assertThat(rows(batches))
                .isEqualTo(sample.rows().subList(from, (int) range.end()))
                .isEqualTo(rowsOneBatchAtATime(scan, options.reusingBatches()));
    }

    @Property(tries = 5)
    void aReusedBatchTakesNoNewArrays(@ForAll @IntRange(max = 2) int codec) throws IOException {
        List<Object> arrays = new ArrayList<>();
        ReadOptions options = new ReadOptions(ENTRIES / 3, 1 << 20, 1, true, true);
        try (BatchReader reader = SAMPLES.get(codec).scan().open(local(), options)) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                arrays.add(((IntColumn) batch.column("i32")).values());
            }
        }
        assertThat(arrays).hasSizeGreaterThan(1).allMatch(array -> array == arrays.get(0));
    }

    @Property(tries = 20)
    void partsOfASplitScanFollowEachOther(
            @ForAll @IntRange(max = 2) int codec, @ForAll @IntRange(min = 1, max = 60_000) int targetBytes)
            throws IOException {
        Sample sample = SAMPLES.get(codec);
        List<Object> rows = new ArrayList<>();
        for (Scan part : sample.scan().split(targetBytes)) {
            rows.addAll(rows(read(part, WHOLE)));
        }
        assertThat(rows).isEqualTo(sample.rows());
    }

    private static Scan scan(Path path, EntryRange range) throws IOException {
        FileSystem fileSystem = local();
        try (RootFile file = RootFile.open(fileSystem, new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path))) {
            Table table = Tables.open(file, "Events");
            StructType schema = table.schema();
            return table.scan(schema, range);
        }
    }

    /** All batches, read before any is looked at. */
    private static List<ColumnBatch> read(Scan scan, ReadOptions options) throws IOException {
        List<ColumnBatch> batches = new ArrayList<>();
        try (BatchReader reader = scan.open(local(), options)) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                batches.add(batch);
            }
        }
        return batches;
    }

    private static List<Object> rowsOneBatchAtATime(Scan scan, ReadOptions options) throws IOException {
        List<Object> rows = new ArrayList<>();
        try (BatchReader reader = scan.open(local(), options)) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                rows.addAll(rows(List.of(batch)));
            }
        }
        return rows;
    }

    private static List<Object> rows(List<ColumnBatch> batches) {
        List<Object> rows = new ArrayList<>();
        for (ColumnBatch batch : batches) {
            for (int i = 0; i < batch.rows(); i++) {
                int row = i;
                rows.add(batch.columns().stream()
                        .map(column -> String.valueOf(column.get(row)))
                        .toList());
            }
        }
        return rows;
    }

    private static FileSystem local() throws IOException {
        return FileSystem.getLocal(new Configuration()).getRaw();
    }
}
