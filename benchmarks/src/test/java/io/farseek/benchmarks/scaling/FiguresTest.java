package io.farseek.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    @TempDir
    private Path folder;

    @Test
    void drawsTheSameBytesFromTheSameResults() throws IOException {
        RunResults results = capped("abc");
        new Figures(results, folder.resolve("one")).write();
        new Figures(RunResults.in(folder), folder.resolve("two")).write();
        Map<String, String> one = texts(folder.resolve("one"));
        assertThat(one).isEqualTo(texts(folder.resolve("two")));
        assertThat(one.keySet())
                .contains(
                        "fig02_right.svg",
                        "fig03.csv",
                        "fig04.csv",
                        "fig05.csv",
                        "fig10.csv",
                        "table_executors.csv",
                        "seed_reference.csv");
        assertThat(one.get("fig02_right.csv"))
                .startsWith("connector,slots,t,S,E,ideal,usl\nseek and reopen,1,100.0000,");
    }

    @Test
    void knowsWhichRunsItHasWhenItGoesOn() throws IOException {
        RunResults results = RunResults.in(folder);
        Map<String, String> run = new HashMap<>(Map.of(
                "connector", Connector.FARSEEK.title(), "store_profile", "far", "dataset_id", "d", "slots", "8"));
        run.putAll(Map.of("files", "64", "status", "ok"));
        results.add(run);
        run.put("status", "events missing");
        results.add(run);
        RunResults again = RunResults.in(folder);
        assertThat(again.runsOf(Connector.FARSEEK, "far", "d", 8, 64)).isEqualTo(1);
        assertThat(again.runsOf(Connector.FARSEEK, "far", "d", 16, 64)).isZero();
        assertThat(again.runsOf(Connector.FARSEEK, "near", "d", 8, 64)).isZero();
        assertThat(again.runsOf(Connector.S3A, "far", "d", 8, 64)).isZero();
    }

    @Test
    void findsTheKneeWhereTheStoreIsFull() throws IOException {
        String report = new ShapeGates(capped("abc")).report();
        assertThat(report)
                .contains("holds baseline: knee within 25 % of the predicted one: 10.0 of 10.0 slots")
                .contains("holds baseline: efficiency")
                .contains("holds Farseek's knee at least twice as far out: 40.0 and 10.0 slots")
                .contains("holds Farseek's seek share at most half");
    }

    @Test
    void seesARunThatFoundSomethingElse() throws IOException {
        RunResults results = capped("abc");
        assertThat(new ShapeGates(results).sameChecksums()).isTrue();
        results.add(run(Connector.FARSEEK, 64, 2, 0.5, "other"));
        assertThat(new ShapeGates(results).sameChecksums()).isFalse();
    }

    @Test
    void countsNotTheFirstOfSeveral() throws IOException {
        RunResults results = RunResults.in(folder);
        for (double seconds : new double[] {99, 3, 5, 4}) {
            results.add(run(Connector.S3A, 8, seconds, 0.5, "abc"));
        }
        assertThat(results.medians(RunResults.by(Connector.S3A), "slots", "wall_s"))
                .isEqualTo(new TreeMap<>(Map.of(8, 4.0)));
    }

    @Test
    void holdsThePublishedSpeedups() throws IOException {
        Map<String, ScalingCurve> published = PublishedTimes.curves();
        ScalingCurve reduction = published.get("reduction of 22 TB on Kubernetes (4 cores an executor), S3 connector");
        assertThat(reduction.speedup(64)).isBetween(6.60, 6.63);
        assertThat(reduction.efficiency(64)).isBetween(0.82, 0.84);
        // More nodes are faster only with the node header reversed.
        assertThat(published.get("training compared (figure 11), BigDL").speedup(24))
                .isBetween(1.945, 1.955);
        assertThat(published
                        .get("training compared (figure 11), tf.distributed")
                        .speedup(15))
                .isBetween(1.18, 1.19);
    }

    /** A store that begins ten requests a second: 1000 requests in 100 s with one slot, and never in less than 10 s; a tenth for Farseek. */
    private RunResults capped(String checksum) throws IOException {
        RunResults results = RunResults.in(folder);
        for (int slots : new int[] {1, 2, 4, 8, 16, 40, 64}) {
            double seconds = Math.max(10, 100.0 / slots);
            results.add(run(Connector.BASELINE, slots, seconds, 1 - 5 / (seconds * slots), checksum));
            results.add(run(Connector.FARSEEK, slots, 40.0 / Math.min(40, slots), 0.1, checksum));
        }
        return results;
    }

    private static Map<String, String> run(
            Connector connector, int slots, double seconds, double seekShare, String checksum) {
        Map<String, String> row = new HashMap<>();
        row.put("connector", connector.title());
        row.put("slots", String.valueOf(slots));
        row.put("files", "64");
        row.put("dataset_id", "events");
        row.put("dataset_bytes", "1000");
        row.put("store_profile", "100ms-100rps-0MBps");
        row.put("wall_s", String.valueOf(seconds));
        row.put("exec_run_s", "100");
        row.put("seek_s", String.valueOf(100 * seekShare));
        row.put("gets", "1000");
        row.put("checksum", checksum);
        return row;
    }

    private static Map<String, String> texts(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path each :
                    all.filter(file -> !file.toString().endsWith(".png")).toList()) {
                texts.put(each.getFileName().toString(), Files.readString(each));
            }
        }
        return texts;
    }
}
