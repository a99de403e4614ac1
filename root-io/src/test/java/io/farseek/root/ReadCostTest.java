package io.farseek.root;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.DoubleColumn;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.Scan;
import io.farseek.root.column.Table;
import io.farseek.root.file.RootFile;
import io.farseek.root.write.BranchWriter;
import io.farseek.root.write.Compression;
import io.farseek.root.write.LeafType;
import io.farseek.root.write.RootFileWriter;
import io.farseek.root.write.TreeSchema;
import io.farseek.root.write.TreeWriter;
import io.farseek.root.write.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reading costs in calls of the file system: on a store each is a round trip, or one read-ahead that sees all ranges at once. */
final class ReadCostTest {
    private static final int BRANCHES = 20;
    private static final int CLUSTERS = 8;
    private static final int CLUSTER_ENTRIES = 10_000;
    private static final int ENTRIES = CLUSTERS * CLUSTER_ENTRIES;
    /** One basket of each branch and cluster. */
    private static final int BASKET_BYTES = CLUSTER_ENTRIES * Double.BYTES;

    @TempDir
    java.nio.file.Path directory;

    private CountingFileSystem files;
    private FileStatus status;

    @BeforeEach
    void write() throws IOException {
        TreeSchema.Builder schema = TreeSchema.named("t", "");
        for (int i = 0; i < BRANCHES; i++) {
            schema.flat("x" + i, LeafType.FLOAT64);
        }
        java.nio.file.Path path = directory.resolve("many.root");
        TreeSchema built = schema.build();
        WriteOptions options = new WriteOptions(Compression.parse("none"), 2 * BASKET_BYTES, CLUSTER_ENTRIES);
        try (OutputStream out = Files.newOutputStream(path)) {
            RootFileWriter.streamed(out, "many.root", options, file -> {
                TreeWriter tree = file.tree(built);
                List<BranchWriter> branches = new ArrayList<>();
                for (int i = 0; i < BRANCHES; i++) {
                    branches.add(tree.branch("x" + i));
                }
                for (int entry = 0; entry < ENTRIES; entry++) {
                    for (int i = 0; i < BRANCHES; i++) {
                        branches.get(i).putDouble(entry + i);
                    }
                    tree.endEntry();
                }
            });
        }
        files = new CountingFileSystem();
        status = files.getFileStatus(new Path(path.toUri()));
        files.calls();
    }

    private Scan scan(String... columns) throws IOException {
        try (RootFile file = RootFile.open(files, status)) {
            Table table = Tables.open(file, "t");
            assertThat(table.entries()).isEqualTo(ENTRIES);
            return table.scan(List.of(columns));
        }
    }

    private double sum(Scan scan, long fetchBytes, String column) throws IOException {
        double sum = 0;
        try (BatchReader reader = scan.open(files, new ReadOptions(8192, fetchBytes, 1, true, true))) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                double[] values = ((DoubleColumn) batch.column(column)).values();
                for (int i = 0; i < batch.rows(); i++) {
                    sum += values[i];
                }
            }
        }
        return sum;
    }

    private static double expected(int branch) {
        return ENTRIES * ((ENTRIES - 1) / 2.0 + branch);
    }

    @Test
    void metadataIsOneVectoredCallAndNoStatusIsAskedFor() throws IOException {
        scan("x3");
        assertThat(files.calls()).containsExactly("open", "vectored 2");
    }

    @Test
    void oneGroupOfClustersIsOneVectoredCallWhateverTheColumns() throws IOException {
        Scan scan = scan("x3", "x11", "x17");
        files.calls();
        assertThat(sum(scan, 64L << 20, "x11")).isEqualTo(expected(11));
        // Three baskets of each cluster, none beside another.
        assertThat(files.calls()).containsExactly("open", "vectored " + 3 * CLUSTERS);
    }

    @Test
    void eachFurtherGroupIsOneMore() throws IOException {
        Scan scan = scan("x3", "x11", "x17");
        files.calls();
        long twoClusters = 2 * 3 * (BASKET_BYTES + 200);
        assertThat(sum(scan, twoClusters, "x3")).isEqualTo(expected(3));
        assertThat(files.calls()).containsExactly("open", "vectored 6", "vectored 6", "vectored 6", "vectored 6");
    }

    @Test
    void whatWasPlannedIsReadElsewhereWithoutReadingMetadataAgain() throws IOException {
        List<Scan> parts = scan("x0").split(2 * (BASKET_BYTES + 200));
        files.calls();
        double sum = 0;
        for (Scan each : parts) {
            sum += sum(each, 64L << 20, "x0");
            assertThat(files.calls()).containsExactly("open", "vectored 2");
        }
        assertThat(parts).hasSize(CLUSTERS / 2);
        assertThat(sum).isEqualTo(expected(0));
    }

    @Test
    void neighbouringColumnsAreReadAsOneRange() throws IOException {
        Scan scan = scan("x4", "x5", "x6");
        files.calls();
        assertThat(sum(scan, 64L << 20, "x5")).isEqualTo(expected(5));
        assertThat(files.calls()).containsExactly("open", "vectored " + CLUSTERS);
    }
}
