package io.farseek.root.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.farseek.root.Tables;
import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.LongColumn;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.Scan;
import io.farseek.root.column.Table;
import io.farseek.root.file.RootFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose offsets pass 2 GiB and 4 GiB. Most of it is zeros that take no room on the disk. */
final class LargeFileTest {
    private static final int VALUES = 1 << 17;
    private static final int ENTRIES = 4_200;
    private static final long BYTES = (long) VALUES * ENTRIES * Long.BYTES;

    @TempDir
    static java.nio.file.Path directory;

    private static Path path = new Path("none:/");
    private static FileSystem local;

    @BeforeAll
    static void write() throws IOException {
        assumeThat(directory.toFile().getUsableSpace())
                .as("room for a file of 4.4 GB, in case the file system stores its zeros")
                .isGreaterThan(3 * BYTES / 2);
        java.nio.file.Path file = directory.resolve("large.root");
        TreeSchema schema = TreeSchema.named("t", "")
                .flat("entry", LeafType.INT64)
                .array("payload", LeafType.INT64, VALUES)
                .build();
        WriteOptions options = new WriteOptions(Compression.parse("none"), 16 << 20, 16);
        try (Sparse out = new Sparse(file)) {
            RootFileWriter.streamed(out, "large.root", options, root -> {
                TreeWriter tree = root.tree(schema);
                BranchWriter entry = tree.branch("entry");
                BranchWriter payload = tree.branch("payload");
                for (int i = 0; i < ENTRIES; i++) {
                    entry.putLong(i);
                    payload.putLong(-i);
                    for (int k = 1; k < VALUES; k++) {
                        payload.putLong(0);
                    }
                    tree.endEntry();
                }
            });
        }
        path = new Path(file.toUri());
        local = FileSystem.getLocal(new Configuration(false)).getRaw();
    }

    @AfterAll
    static void delete() throws IOException {
        Files.deleteIfExists(directory.resolve("large.root"));
    }

    @Test
    void entriesBeforeBetweenAndBeyondTheLimitsAreRead() throws IOException {
        assertThat(local.getFileStatus(path).getLen()).isGreaterThan(BYTES);
        try (RootFile file = RootFile.open(local, local.getFileStatus(path))) {
            Table table = Tables.open(file, "t");
            assertThat(table.entries()).isEqualTo(ENTRIES);
            for (int from : new int[] {0, 2_040, 4_090, ENTRIES - 5}) {
                check(table.scan(table.schema(), new EntryRange(from, from + 5)), from);
            }
        }
    }

    @Test
    void oneColumnIsReadThroughTheWholeFile() throws IOException {
        try (RootFile file = RootFile.open(local, local.getFileStatus(path))) {
            Scan scan = Tables.open(file, "t").scan(java.util.List.of("entry"));
            long next = 0;
            try (BatchReader reader = scan.open(local, ReadOptions.DEFAULT)) {
                for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                    long[] values = ((LongColumn) batch.column("entry")).values();
                    for (int i = 0; i < batch.rows(); i++) {
                        assertThat(values[i]).isEqualTo(next++);
                    }
                }
            }
            assertThat(next).isEqualTo(ENTRIES);
        }
    }

    private static void check(Scan scan, int from) throws IOException {
        int row = from;
        try (BatchReader reader = scan.open(local, ReadOptions.DEFAULT)) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                long[] entries = ((LongColumn) batch.column("entry")).values();
                ListColumn payload = (ListColumn) batch.column("payload");
                long[] values = ((LongColumn) payload.elements()).values();
                for (int i = 0; i < batch.rows(); i++, row++) {
                    assertThat(entries[i]).isEqualTo(row);
                    assertThat(values[payload.offsets()[i]]).isEqualTo(-row);
                    assertThat(values[payload.offsets()[i] + VALUES - 1]).isZero();
                }
            }
        }
        assertThat(row).isEqualTo(from + 5);
    }

    /** Leaves out of the file what is zero anyway. */
    private static final class Sparse extends OutputStream {
        private static final byte[] ZEROS = new byte[64 << 10];

        private final RandomAccessFile file;
        private long position;

        Sparse(java.nio.file.Path path) throws IOException {
            file = new RandomAccessFile(path.toFile(), "rw");
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = 0; at < length; ) {
                int piece = Math.min(ZEROS.length, length - at);
                if (Arrays.mismatch(bytes, offset + at, offset + at + piece, ZEROS, 0, piece) >= 0) {
                    file.seek(position);
                    file.write(bytes, offset + at, piece);
                }
                position += piece;
                at += piece;
            }
        }

        @Override
        public void close() throws IOException {
            file.setLength(position);
            file.close();
        }
    }
}
