package io.farseek.benchmarks.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws the figures from the results; the same results make the same bytes. Each figure has the points it shows in a CSV of its own. */
final class Figures {
    private static final int SIZE_SLOTS = 8;
    private static final int PUBLISHED_CORES = 4;

    private final RunResults results;
    private final Path folder;
    private final Map<Connector, ScalingCurve> curves = new LinkedHashMap<>();

    Figures(RunResults results, Path folder) {
        this.results = results;
        this.folder = folder;
        for (Connector each : results.connectors()) {
            curves.put(each, curve(results, each));
        }
    }

    /** The sweep over slots of one connector. */
    static ScalingCurve curve(RunResults results, Connector connector) {
        return new ScalingCurve(results.medians(
                RunResults.by(connector).and(RunResults.files(results.sweepFiles())), "slots", "wall_s"));
    }

    void write() throws IOException {
        Files.createDirectories(folder);
        PublishedTimes.table().write(folder.resolve("seed_reference.csv"));
        speedup();
        shares();
        normalised();
        sizes();
        slowTasks();
        training();
        tasksPerCore();
        executors();
    }

    private void speedup() throws IOException {
        LinePlot plot = new LinePlot("Speedup of the dimuon reduction", "task slots", "speedup S(x) = t(x0) / t(x)");
        List<List<String>> rows = new ArrayList<>();
        NavigableMap<Integer, Double> ideal = new TreeMap<>();
        for (var each : curves.entrySet()) {
            ScalingCurve curve = each.getValue();
            UniversalScalability law = UniversalScalability.fit(curve.speedups());
            NavigableMap<Integer, Double> fitted = new TreeMap<>();
            for (int slots : curve.seconds().keySet()) {
                double share = (double) slots / curve.base();
                ideal.put(slots, share);
                fitted.put(slots, law.speedup(share));
                rows.add(List.of(
                        each.getKey().title(),
                        String.valueOf(slots),
                        decimal(curve.time(slots)),
                        decimal(curve.speedup(slots)),
                        decimal(curve.efficiency(slots)),
                        decimal(share),
                        decimal(law.speedup(share))));
            }
            plot.with(each.getKey().title(), new TreeMap<>(curve.speedups()))
                    .withFit(each.getKey().title() + ", fitted law", fitted);
        }
        plot.withIdeal(ideal);
        for (var published : PublishedTimes.curves().entrySet()) {
            if (published.getKey().startsWith("reduction") && !curves.isEmpty()) {
                published(plot, rows, published.getValue());
            }
        }
        emit("fig02_right", List.of("connector", "slots", "t", "S", "E", "ideal", "usl"), rows, plot);
    }

    /** Published speedups begin where their smallest cluster would lie on the ideal line of ours: what is compared is the bend. */
    private void published(LinePlot plot, List<List<String>> rows, ScalingCurve curve) {
        String name = "published, 22 TB, x: executors, from 8 on";
        int base = curves.values().iterator().next().base();
        double scale = (double) curve.base() / base;
        NavigableMap<Integer, Double> points = new TreeMap<>();
        curve.speedups().forEach((executors, speedup) -> {
            points.put(executors, scale * speedup);
            rows.add(List.of(
                    name,
                    String.valueOf(executors),
                    decimal(curve.time(executors)),
                    decimal(scale * speedup),
                    decimal(curve.efficiency(executors)),
                    decimal((double) executors / base),
                    ""));
        });
        plot.withPublished(name, points);
    }

    private void shares() throws IOException {
        LinePlot plot = new LinePlot("Share of task time spent seeking", "task slots", "share of executor run time");
        List<List<String>> rows = new ArrayList<>();
        for (Connector each : curves.keySet()) {
            NavigableMap<Integer, Double> seek = share(results, each, "seek_s");
            NavigableMap<Integer, Double> read = share(results, each, "read_s");
            NavigableMap<Integer, Double> cpu = share(results, each, "exec_cpu_s");
            NavigableMap<Integer, Double> gc = share(results, each, "gc_s");
            seek.forEach((slots, share) -> rows.add(List.of(
                    decimal(slots / 8.0),
                    String.valueOf(slots),
                    each.title(),
                    decimal(share),
                    decimal(read.getOrDefault(slots, 0.0)),
                    decimal(cpu.getOrDefault(slots, 0.0)),
                    decimal(gc.getOrDefault(slots, 0.0)))));
            plot.with(each.title(), seek);
        }
        emit(
                "fig03",
                List.of("nodes", "slots", "connector", "seek_share", "read_share", "cpu_share", "gc_share"),
                rows,
                plot);
    }

    /** A column's share of the executors' run time, by slots. */
    static NavigableMap<Integer, Double> share(RunResults results, Connector connector, String column) {
        var which = RunResults.by(connector).and(RunResults.files(results.sweepFiles()));
        NavigableMap<Integer, Double> run = results.medians(which, "slots", "exec_run_s");
        NavigableMap<Integer, Double> shares = results.medians(which, "slots", column);
        shares.replaceAll((slots, seconds) -> seconds / Math.max(1e-9, run.getOrDefault(slots, 0.0)));
        return shares;
    }

    private void normalised() throws IOException {
        LinePlot plot = new LinePlot("Normalised speedup", "task slots", "NS(x), in base throughputs of the slowest");
        List<List<String>> rows = new ArrayList<>();
        if (curves.isEmpty()) {
            return;
        }
        double reference = ScalingCurve.referenceSeconds(curves.values());
        for (var each : curves.entrySet()) {
            ScalingCurve curve = each.getValue();
            NavigableMap<Integer, Double> points = new TreeMap<>();
            for (int slots : curve.seconds().keySet()) {
                double value = curve.normalisedSpeedup(slots, reference);
                points.put(slots, value);
                rows.add(List.of(
                        each.getKey().title(),
                        String.valueOf(slots),
                        decimal(curve.time(slots)),
                        decimal(curve.speedup(slots)),
                        decimal(value)));
            }
            plot.with(each.getKey().title(), points);
        }
        emit("fig04", List.of("env", "slots", "t", "S", "NS"), rows, plot);
    }

    private void sizes() throws IOException {
        LinePlot plot = new LinePlot("Time by size of the data, 8 slots", "MB", "seconds");
        List<List<String>> rows = new ArrayList<>();
        for (Connector each : curves.keySet()) {
            LineFit line = sizeFit(results, each);
            if (line == null) {
                continue;
            }
            NavigableMap<Integer, Double> median = sizeTimes(results, each);
            NavigableMap<Double, Double> measured = new TreeMap<>();
            NavigableMap<Double, Double> fitted = new TreeMap<>();
            median.forEach((bytes, seconds) -> {
                List<Double> all = results
                        .counted(RunResults.by(each)
                                .and(row -> RunResults.number(row, "slots") == SIZE_SLOTS
                                        && RunResults.number(row, "dataset_bytes") == bytes))
                        .stream()
                        .map(row -> RunResults.number(row, "wall_s"))
                        .sorted()
                        .toList();
                measured.put(bytes / 1e6, seconds);
                fitted.put(bytes / 1e6, line.at(bytes));
                rows.add(List.of(
                        each.title(),
                        String.valueOf(bytes),
                        decimal(seconds),
                        decimal(all.get(0)),
                        decimal(all.get(all.size() - 1)),
                        decimal(line.at(bytes))));
            });
            plot.with(each.title(), measured).withFit(each.title() + ", line", fitted);
        }
        emit("fig02_left", List.of("connector", "dataset_bytes", "median_s", "min_s", "max_s", "fit_s"), rows, plot);
    }

    static NavigableMap<Integer, Double> sizeTimes(RunResults results, Connector connector) {
        return results.medians(
                RunResults.by(connector).and(row -> RunResults.number(row, "slots") == SIZE_SLOTS),
                "dataset_bytes",
                "wall_s");
    }

    /** The line through the times of at least three sizes; null when there are fewer. */
    static @Nullable LineFit sizeFit(RunResults results, Connector connector) {
        NavigableMap<Integer, Double> times = sizeTimes(results, connector);
        if (times.size() < 3) {
            return null;
        }
        double[] x = times.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
        return LineFit.of(
                x, times.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** What the slowest tasks take: a cluster of one machine has no other host to speculate on, so that column is what was set. */
    private void slowTasks() throws IOException {
        LinePlot plot = new LinePlot("The slowest of twenty tasks", "task slots", "seconds, 95th percentile");
        List<List<String>> rows = new ArrayList<>();
        if (curves.isEmpty()) {
            return;
        }
        double reference = ScalingCurve.referenceSeconds(curves.values());
        for (var each : curves.entrySet()) {
            ScalingCurve curve = each.getValue();
            NavigableMap<Integer, Double> slow = results.medians(
                    RunResults.by(each.getKey()).and(RunResults.files(results.sweepFiles())), "slots", "task_p95_s");
            slow.forEach((slots, seconds) -> rows.add(List.of(
                    each.getKey().title(),
                    String.valueOf(slots),
                    "false",
                    decimal(curve.time(slots)),
                    decimal(curve.speedup(slots)),
                    decimal(curve.normalisedSpeedup(slots, reference)),
                    decimal(seconds))));
            plot.with(each.getKey().title(), slow);
        }
        emit("fig05", List.of("env", "slots", "speculation", "t", "S", "NS", "p95"), rows, plot);
    }

    /** Training as it was published; nothing here trains. Its cores are known only where an executor's are. */
    private void training() throws IOException {
        LinePlot plot = new LinePlot("Training of the classifier, published", "executors", "speedup S(x)");
        List<List<String>> rows = new ArrayList<>();
        for (var each : PublishedTimes.curves().entrySet()) {
            if (!each.getKey().startsWith("training of")) {
                continue;
            }
            ScalingCurve curve = each.getValue();
            String solution = each.getKey().substring(each.getKey().lastIndexOf(", ") + 2);
            curve.seconds()
                    .forEach((executors, seconds) -> rows.add(List.of(
                            solution + ", published",
                            String.valueOf(executors),
                            String.valueOf(PUBLISHED_CORES * executors),
                            decimal(seconds),
                            decimal(curve.speedup(executors)))));
            plot.withPublished(solution + ", published", new TreeMap<>(curve.speedups()));
        }
        emit("fig10", List.of("solution", "nodes", "cores", "t", "S"), rows, plot);
    }

    private void tasksPerCore() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (var each : curves.entrySet()) {
            NavigableMap<Integer, Double> tasks = results.medians(
                    RunResults.by(each.getKey()).and(RunResults.files(results.sweepFiles())),
                    "slots",
                    "tasks_per_core");
            each.getValue()
                    .seconds()
                    .forEach((slots, seconds) -> rows.add(List.of(
                            each.getKey().title(),
                            decimal(tasks.getOrDefault(slots, 0.0)),
                            String.valueOf(slots),
                            decimal(seconds))));
        }
        new CsvTable(List.of("connector", "tasks_per_core", "slots", "t"), rows)
                .write(folder.resolve("table_tasks_per_core.csv"));
    }

    /** What was published, with the speedups the formulas give. */
    private void executors() throws IOException {
        List<List<String>> rows = new ArrayList<>();
        PublishedTimes.curves()
                .forEach((name, curve) -> curve.seconds()
                        .forEach((size, seconds) -> rows.add(List.of(
                                name,
                                String.valueOf(size),
                                decimal(seconds),
                                decimal(curve.speedup(size)),
                                decimal(curve.efficiency(size))))));
        new CsvTable(List.of("published", "executors", "time", "S", "E"), rows)
                .write(folder.resolve("table_executors.csv"));
    }

    private void emit(String name, List<String> columns, List<List<String>> rows, LinePlot plot) throws IOException {
        if (!rows.isEmpty()) {
            new CsvTable(columns, rows).write(folder.resolve(name + ".csv"));
            plot.write(folder, name);
        }
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
