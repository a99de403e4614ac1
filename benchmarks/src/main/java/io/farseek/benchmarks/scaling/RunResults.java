package io.farseek.benchmarks.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All runs, one a row of {@code results.csv}; everything else is made of it. Not thread-safe. */
final class RunResults {
    static final List<String> COLUMNS =
            List.of(("run_id,rep,ts,workload,algo,connector,connector_version,store_profile,dataset_id,"
                            + "dataset_bytes,files,events,nodes,executors,cores_per_executor,tasks_per_core,slots,speculation,alloc_batch,"
                            + "readahead_profile,wall_s,exec_run_s,exec_cpu_s,gc_s,bytes_app,bytes_wire,opens,reads,seeks_fwd,seeks_back,gets,"
                            + "heads,retries,throttles,open_s,seek_s,read_s,cpu_in_io_s,task_p50_s,task_p95_s,task_max_s,spec_tasks,"
                            + "events_out,checksum,status")
                    .split(",", -1));

    private final Path file;
    private final List<Map<String, String>> rows = new ArrayList<>();

    private RunResults(Path file) {
        this.file = file;
    }

    /** The results of a folder, none when it has none yet. */
    static RunResults in(Path folder) throws IOException {
        RunResults results = new RunResults(folder.resolve("results.csv"));
        if (Files.exists(results.file)) {
            CsvTable table = CsvTable.read(results.file);
            for (int row = 0; row < table.rows().size(); row++) {
                Map<String, String> values = new LinkedHashMap<>();
                for (String column : COLUMNS) {
                    values.put(column, table.cell(row, column));
                }
                results.rows.add(values);
            }
        }
        return results;
    }

    /** Adds a run and writes all of them. Columns without a value stay empty. */
    void add(Map<String, String> run) throws IOException {
        rows.add(new LinkedHashMap<>(run));
        new CsvTable(
                        COLUMNS,
                        rows.stream()
                                .map(row -> COLUMNS.stream()
                                        .map(column -> row.getOrDefault(column, ""))
                                        .toList())
                                .toList())
                .write(file);
    }

    /** The largest {@code run_id} so far, 0 when there is none. */
    int lastRun() {
        return rows.stream().mapToInt(row -> (int) number(row, "run_id")).max().orElse(0);
    }

    /** How many good runs of a point there are: the same connector, store, data, slots and files. */
    int runsOf(Connector connector, String store, String dataset, int slots, int files) {
        return (int) rows.stream()
                .filter(by(connector).and(files(files)))
                .filter(row -> store.equals(row.get("store_profile"))
                        && dataset.equals(row.get("dataset_id"))
                        && number(row, "slots") == slots
                        && "ok".equals(row.get("status")))
                .count();
    }

    /** The connectors seen, in the order of {@link Connector}. */
    List<Connector> connectors() {
        return java.util.Arrays.stream(Connector.values())
                .filter(each -> rows.stream().anyMatch(by(each)))
                .toList();
    }

    /** How many files the sweep over slots read: the most of any run. */
    int sweepFiles() {
        return rows.stream().mapToInt(row -> (int) number(row, "files")).max().orElse(0);
    }

    static Predicate<Map<String, String>> by(Connector connector) {
        return row -> connector.title().equals(row.get("connector"));
    }

    static Predicate<Map<String, String>> files(int files) {
        return row -> number(row, "files") == files;
    }

    /** The runs that count: where a point was measured several times, not its first. */
    List<Map<String, String>> counted(Predicate<Map<String, String>> which) {
        Map<String, List<Map<String, String>>> points = new LinkedHashMap<>();
        rows.stream()
                .filter(which)
                .forEach(row -> points.computeIfAbsent(
                                row.get("connector")
                                        + '/'
                                        + row.get("slots")
                                        + '/'
                                        + row.get("files")
                                        + '/'
                                        + row.get("store_profile"),
                                key -> new ArrayList<>())
                        .add(row));
        List<Map<String, String>> counted = new ArrayList<>();
        points.values().forEach(all -> counted.addAll(all.size() > 1 ? all.subList(1, all.size()) : all));
        return counted;
    }

    /** Median of a column by another, over the runs that count. */
    NavigableMap<Integer, Double> medians(Predicate<Map<String, String>> which, String by, String column) {
        NavigableMap<Integer, List<Double>> values = new TreeMap<>();
        for (Map<String, String> row : counted(which)) {
            values.computeIfAbsent((int) number(row, by), key -> new ArrayList<>())
                    .add(number(row, column));
        }
        NavigableMap<Integer, Double> medians = new TreeMap<>();
        values.forEach((key, all) -> medians.put(key, median(all)));
        return medians;
    }

    /** Checksums by data set and number of files; each set should have one element. */
    Map<String, List<String>> checksums() {
        Map<String, List<String>> found = new TreeMap<>();
        for (Map<String, String> row : rows) {
            List<String> of =
                    found.computeIfAbsent(row.get("dataset_id") + '/' + row.get("files"), k -> new ArrayList<>());
            String checksum = Objects.requireNonNullElse(row.get("checksum"), "");
            if (!of.contains(checksum)) {
                of.add(checksum);
            }
        }
        return found;
    }

    static double number(Map<String, String> row, String column) {
        String text = row.getOrDefault(column, "");
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
