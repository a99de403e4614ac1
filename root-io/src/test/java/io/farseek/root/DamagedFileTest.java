package io.farseek.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.Table;
import io.farseek.root.file.RootFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files cut short, never closed or changed at random: the only failure is an IOException that names the file. */
final class DamagedFileTest {

    private static final int MUTATIONS = Integer.getInteger("farseek.fuzz", 120);

    @TempDir
    Path folder;

    private static Path data() {
        Path data = Path.of(System.getProperty("farseek.shared", "none")).resolve("root/data");
        assumeTrue(Files.isDirectory(data), () -> "skipped: no ROOT files at " + data);
        return data;
    }

    /** Reads every column of every table to the end. */
    private static void readAll(Path path) throws IOException {
        FileSystem fileSystem = FileSystem.getLocal(new Configuration()).getRaw();
        try (RootFile file = RootFile.open(fileSystem, new org.apache.hadoop.fs.Path(path.toUri()), Files.size(path))) {
            for (String name : Tables.list(file)) {
                Table table = Tables.open(file, name);
                EntryRange range = new EntryRange(0, Math.min(200, table.entries()));
                try (BatchReader reader =
                        table.scan(table.schema(), range).open(fileSystem, new ReadOptions(64, 1 << 20, 1, true))) {
                    for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                        assertThat(batch.rows()).isPositive();
                    }
                }
            }
        }
    }

    /** Reads a damaged file; whether it worked. */
    private static boolean survives(Path path, String what) {
        return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            try {
                readAll(path);
                return true;
            } catch (IOException e) {
                assertThat(String.valueOf(e.getMessage()))
                        .as(what)
                        .contains(path.getFileName().toString());
                return false;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(what + ": " + e, e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coffea/bad_delphes.root",
                "roottest/dataframe__input2.root",
                "misc/DoubleMu.root",
                "roottest/tree__friend__MC_uds_reco-1.root",
                "coffea/nano_dy_SpecialTree.root"
            })
    void brokenAndOldFilesFailByNameOrAreRead(String name) {
        survives(data().resolve(name), name);
    }

    @Test
    void aFileThatWasNeverClosedSaysSo() {
        assertThatThrownBy(() -> readAll(data().resolve("coffea/bad_delphes.root")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad_delphes.root")
                .hasMessageContaining("never closed");
    }

    @Test
    void filesCutShortAnywhereFailByName() throws IOException {
        for (String name :
                List.of("skhep/uproot-HZZ-lz4.root", "misc/rntuple_test.root", "delphes/seungjin_delphes.root")) {
            byte[] whole = Files.readAllBytes(data().resolve(name));
            for (int i = 1; i <= 12; i++) {
                Path cut = folder.resolve("cut-" + i + ".root");
                Files.write(cut, java.util.Arrays.copyOf(whole, (int) ((long) whole.length * i / 13)));
                boolean read = survives(cut, name + " cut at " + i + "/13");
                // what lies at the very end may be the class descriptions or the free list, which not every table needs
                assertThat(read && i <= 6).isFalse();
                Files.delete(cut);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "laurelin/all-types.root",
                "laurelin/stdvector.root",
                "gohep/std-map-split1.root",
                "gohep/tclonesarray-with-streamerbypass.root",
                "coffea/edm4hep.root",
                "misc/rntuple_test.root",
                "skhep/test_int_vfloat_tlv_vtlv_rntuple_v1-0-0-0.root",
                "skhep/uproot-vectorVectorDouble.root",
                "skhep/uproot-sample-6.20.04-lz4.root",
                "skhep/uproot-sample-6.20.04-lzma.root",
                "skhep/uproot-Zmumu-zstd.root",
                "unroot/tree_with_varfix_doubly_jagged.root"
            })
    void randomChangesFailByNameOrAreRead(String name) throws IOException {
        byte[] whole = Files.readAllBytes(data().resolve(name));
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed * 31L + name.hashCode());
            byte[] changed = whole.clone();
            int changes = 1 + random.nextInt(8);
            // metadata lies at both ends, so most changes go there
            for (int i = 0; i < changes; i++) {
                int reach = random.nextInt(3) == 0 ? changed.length : Math.min(changed.length, 3000);
                int at = random.nextInt(reach);
                at = random.nextBoolean() ? at : changed.length - 1 - at;
                changed[at] = random.nextInt(4) == 0 ? (byte) 0xff : (byte) random.nextInt(256);
            }
            Path path = folder.resolve("changed-" + seed + ".root");
            Files.write(path, changed);
            survives(path, name + " with seed " + seed);
            Files.delete(path);
        }
    }
}
