package io.farseek.benchmarks.dimuon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Generated ROOT files through the data source to the published outputs, and real CMS files where the shared folder is present. */
final class DimuonReductionSparkTest {
    private static final int EVENTS = 200_000;
    private static final String SEED = "12";

    @TempDir
    static Path directory;

    private static SparkSession spark;

    @BeforeAll
    static void start() throws IOException {
        spark = SparkSession.builder()
                .master("local[2]")
                .appName("dimuon")
                .config("spark.ui.enabled", false)
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        generate("whole", "--files", "1", "--clusterEvents", "20000", "--codec", "zstd");
        generate("parts", "--files", "7", "--clusterEvents", "5000", "--codec", "zlib", "--ballast", "3");
        generate("aod", "--files", "2", "--aod", "true");
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static void generate(String name, String... more) throws IOException {
        List<String> args = new java.util.ArrayList<>(List.of(
                "--output", directory.resolve(name).toString(), "--events", Integer.toString(EVENTS), "--seed", SEED));
        args.addAll(List.of(more));
        DimuonDataset.write(new Configuration(), args.toArray(String[]::new));
    }

    private static ReductionResult reduce(String algorithm, Path input, Path output, String... more)
            throws IOException {
        List<String> args = new java.util.ArrayList<>(
                List.of("--algorithm", algorithm, "--input", input.toString(), "--output", output.toString()));
        args.addAll(List.of(more));
        return new DimuonReduction(spark, ReductionOptions.parse(args.toArray(String[]::new))).run();
    }

    /** The same selection on the generator's events, without files or Spark. */
    private static ReductionResult direct(Selection selection) {
        DimuonGenerator generator = new DimuonGenerator(Long.parseLong(SEED));
        ReductionResult result = new ReductionResult(selection.cuts());
        for (int i = 0; i < EVENTS; i++) {
            DimuonEvent event = generator.event(i);
            int[] pdgId = java.util.Arrays.stream(event.charge())
                    .map(charge -> -13 * charge)
                    .toArray();
            result.addEvent(i);
            double mass = selection.select(
                    new Muons(
                            event.pt(),
                            event.eta(),
                            event.phi(),
                            event.mass(),
                            event.charge(),
                            pdgId,
                            generator.isolation(event)),
                    result.cutFlow());
            if (!Double.isNaN(mass)) {
                result.fill(mass);
            }
        }
        return result;
    }

    @Test
    void spectrumIsTheSameHoweverTheEventsAreLaidOut() throws IOException {
        ReductionResult expected = direct(new SpectrumSelection(false));
        for (String layout : List.of("whole", "parts")) {
            ReductionResult result = reduce(
                    "nanoaod-spectrum",
                    directory.resolve(layout),
                    directory.resolve("out-" + layout),
                    "--option",
                    "partitionBytes=200k");
            assertThat(result.histogram()).isEqualTo(expected.histogram());
            assertThat(result.checksum()).isEqualTo(EventChecksum.ofRange(0, EVENTS));
            assertThat(result.cutFlow().count("oppositeCharge"))
                    .isEqualTo(expected.cutFlow().count("oppositeCharge"));
        }
        assertThat((double) expected.cutFlow().count("two")).isCloseTo(EVENTS * .5054, within(5 * 224.0));
        assertThat(checksum("out-whole/histogram.csv")).isEqualTo(checksum("out-parts/histogram.csv"));
        assertThat(checksum("out-whole/spectrum.svg")).isEqualTo(checksum("out-parts/spectrum.svg"));
        assertThat(checksum("out-whole/spectrum.png")).isEqualTo(checksum("out-parts/spectrum.png"));
        checkOutputs(directory.resolve("out-whole"), expected);
    }

    private static void checkOutputs(Path output, ReductionResult expected) throws IOException {
        Dataset<Row> histogram =
                spark.read().parquet(output.resolve("histogram.parquet").toString());
        assertThat(histogram.count()).isEqualTo(SpectrumHistogram.BINS);
        assertThat(histogram.selectExpr("sum(count)").head().getLong(0))
                .isEqualTo(expected.histogram().inside());
        List<String> csv = Files.readAllLines(output.resolve("histogram.csv"));
        assertThat(csv).hasSize(SpectrumHistogram.BINS + 1).startsWith("bucket,value,count");
        Dataset<Row> mll = spark.read().parquet(output.resolve("mll.parquet").toString());
        assertThat(mll.count()).isEqualTo(expected.cutFlow().count("oppositeCharge"));
        Row count =
                spark.read().parquet(output.resolve("count.parquet").toString()).head();
        assertThat(count.getLong(count.fieldIndex("count"))).isEqualTo(EVENTS);
        assertThat(Files.readString(output.resolve("cutflow.json"))).contains("\"all\": " + EVENTS);
        assertThat(Files.readString(output.resolve("checksum.json"))).contains("\"xor\"");
        assertThat(Files.readAllLines(output.resolve("peaks.csv")))
                .hasSize(10)
                .anyMatch(line -> line.startsWith("jpsi,"));
        assertThat(Files.readString(output.resolve("spectrum.svg")))
                .contains("J/ψ")
                .endsWith("</svg>\n");
        assertThat(javax.imageio.ImageIO.read(output.resolve("spectrum.png").toFile())
                        .getWidth())
                .isEqualTo(1000);
    }

    @Test
    void masslessMuonsMoveTheJpsi() throws IOException {
        ReductionResult massless =
                reduce("nanoaod-spectrum", directory.resolve("whole"), directory.resolve("out-massless"), "--massless");
        Map<String, PeakTable.Row> rows = massless.peaks().rows().stream()
                .collect(Collectors.toMap(row -> row.window().name(), row -> row));
        assertThat(rows.get("jpsi").fittedMean()).isCloseTo(3.0882, within(.003));
    }

    @Test
    void aodReductionSelectsWhatTheRulesSay() throws IOException {
        ReductionResult sorted = reduce("aod-reduction", directory.resolve("aod"), directory.resolve("out-aod"));
        ReductionResult expected = direct(new AodSelection(true, false));
        assertThat(sorted.histogram()).isEqualTo(expected.histogram());
        assertThat(Files.readString(directory.resolve("out-aod/cutflow.json")))
                .matches("\\{\"all\": \\d+, \"passMuon>=2\": \\d+, \"leadPt\": \\d+, \"leadEta\": \\d+, "
                        + "\"leadIso\": \\d+, \"charge\": \\d+}\n");
        assertThat(sorted.cutFlow().names())
                .allSatisfy(cut -> assertThat(sorted.cutFlow().count(cut))
                        .as(cut)
                        .isEqualTo(expected.cutFlow().count(cut))
                        .isPositive());
        assertThat(sorted.checksum()).isEqualTo(EventChecksum.ofRange(0, EVENTS));
        long sixtyToOneTwenty = 0;
        for (int bin = SpectrumHistogram.binOf(60); bin < SpectrumHistogram.binOf(120); bin++) {
            sixtyToOneTwenty += sorted.histogram().count(bin);
        }
        assertThat((double) sixtyToOneTwenty / sorted.histogram().inside()).isGreaterThan(.5);
    }

    @Test
    void aFileIsTheSameWhoeverWritesIt() throws Exception {
        generate(
                "again",
                "--files",
                "7",
                "--clusterEvents",
                "5000",
                "--codec",
                "zlib",
                "--ballast",
                "3",
                "--threads",
                "1",
                "--spool",
                directory.toString());
        for (int i = 0; i < 7; i++) {
            assertThat(checksum("again/events-0000" + i + ".root"))
                    .isEqualTo(checksum("parts/events-0000" + i + ".root"));
        }
    }

    @Test
    void anOutputIsNeverOverwritten() throws IOException {
        Path taken = Files.createDirectories(directory.resolve("taken"));
        assertThatThrownBy(() -> reduce("nanoaod-spectrum", directory.resolve("whole"), taken))
                .hasMessageContaining("taken")
                .hasMessageContaining("exists");
    }

    @Test
    void samplesKeepTheirNumbers() throws IOException {
        Path output = directory.resolve("out-samples");
        new DimuonReduction(
                        spark,
                        ReductionOptions.parse(
                                "--algorithm",
                                "nanoaod-spectrum",
                                "--output",
                                output.toString(),
                                "--sample",
                                "1,DYJetsToLL,3531.15," + directory.resolve("whole"),
                                "--sample",
                                "100,SingleMu,0," + directory.resolve("parts")))
                .run();
        assertThat(spark.read()
                        .parquet(output.resolve("mll.parquet").toString())
                        .groupBy("sampleID")
                        .count()
                        .count())
                .isEqualTo(2);
        assertThat(spark.read()
                        .parquet(output.resolve("count.parquet").toString())
                        .where("sampleID = 1 and xsec = 3531.15 and name = 'DYJetsToLL'")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void argumentsThatMakeNoSenseAreNamed() {
        assertThatThrownBy(() -> ReductionOptions.parse("--algorithm", "histogram", "--input", "x", "--output", "y"))
                .hasMessageContaining("histogram");
        assertThatThrownBy(() -> ReductionOptions.parse("--algorithm", "aod-reduction", "--output", "y"))
                .hasMessageContaining("--input");
        assertThatThrownBy(() -> ReductionOptions.parse("--colour", "red")).hasMessageContaining("--colour");
        assertThatThrownBy(() -> reduce("aod-reduction", directory.resolve("whole"), directory.resolve("out-none")))
                .hasMessageContaining("Muon_pdgId");
    }

    @Test
    void realNanoaodFilesRun() throws IOException {
        Path shared = shared();
        for (String file : List.of(
                "coffea/nano_dimuon.root", "coffea/pfnano.root", "skhep/nanoAOD_2015_CMS_Open_Data_ttbar.root")) {
            Path output = directory.resolve("out-" + Path.of(file).getFileName());
            ReductionResult result =
                    reduce("nanoaod-spectrum", shared.resolve("root/data").resolve(file), output);
            assertThat(result.cutFlow().count("all")).as(file).isPositive();
            assertThat(result.histogram().inside() + result.histogram().outside())
                    .isEqualTo(result.cutFlow().count("oppositeCharge"));
        }
    }

    @Test
    void aRealCmsFileRunsThroughTheAodReduction() throws IOException {
        Path shared = shared();
        ReductionResult result = reduce(
                "aod-reduction",
                shared.resolve("root/data/root4j/test_cmssw.root"),
                directory.resolve("out-cmssw"),
                "--muons",
                "patMuons_slimmedMuons__RECO/obj");
        assertThat(result.cutFlow().count("all")).isEqualTo(1);
    }

    private static Path shared() {
        Path shared = Path.of(System.getProperty("farseek.shared", "../../shared"));
        Assumptions.assumeTrue(
                Files.isDirectory(shared.resolve("root/data")),
                "no real ROOT files in " + shared + ": they are not reduced");
        return shared;
    }

    private static String checksum(String file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(directory.resolve(file))));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new LinkageError("a platform without SHA-256", e);
        }
    }
}
