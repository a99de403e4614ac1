package io.farseek.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /** Reads a damaged file; whether it worked. */
    private static boolean survives(Path path, String what) {
        return assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            try {
                DamagedRun.readAll(path);
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
        // Not within: where there are no files the test is to be skipped.
        Path file = data().resolve("coffea/bad_delphes.root");
        assertThatThrownBy(() -> DamagedRun.readAll(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad_delphes.root")
                .hasMessageContaining("never closed")
                .satisfies(e ->
                        assertThat(e.getMessage().split("never closed", -1)).hasSize(2));
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
            Path path = folder.resolve("changed-" + seed + ".root");
            Files.write(path, Damage.bytes(whole, seed * 31L + name.hashCode()));
            survives(path, name + " with seed " + seed);
            Files.delete(path);
        }
    }

    /** Off unless asked for: {@code -Dfarseek.fuzz.minutes=10}, with {@code -Dfarseek.fuzz.seed=} for other damage than the last time. */
    @Test
    void everyRealFileDamagedForAsLongAsAsked() throws IOException {
        int minutes = Integer.getInteger("farseek.fuzz.minutes", 0);
        assumeTrue(minutes > 0, "skipped: farseek.fuzz.minutes says for how long");
        DamagedRun run = new DamagedRun(folder);

        assertThat(run.run(data(), Long.getLong("farseek.fuzz.seed", 1), Duration.ofMinutes(minutes)))
                .as(run.counts())
                .isEmpty();
    }
}
