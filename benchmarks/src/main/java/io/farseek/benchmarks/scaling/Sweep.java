package io.farseek.benchmarks.scaling;

import io.farseek.benchmarks.store.FolderStore;
import io.farseek.benchmarks.store.SimulatedStore;
import io.farseek.benchmarks.store.StoreLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The runs: each connector with each number of slots, measured and written down. One thread. */
final class Sweep {
    private static final int FEW_SLOTS = 8;
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private final ScalingOptions options;
    private final FolderStore store;
    private final List<Path> files;
    private final RunResults results;
    private final PrintStream out;
    private final RunRecords records;
    private final long endNanos;
    private int runs;
    private int leftOut;

    /** @param files below the folder the store serves */
    Sweep(ScalingOptions options, FolderStore store, List<Path> files, RunResults results, PrintStream out) {
        this.options = options;
        this.store = store;
        this.files = List.copyOf(files);
        this.results = results;
        this.out = out;
        this.records = new RunRecords(options.output());
        this.runs = results.lastRun();
        this.endNanos =
                System.nanoTime() + Duration.ofMinutes(options.minutes()).toNanos();
    }

    /**
     * Many slots first: their runs are short and warm the JVM up for the long ones with few slots, which therefore need no repetition. Each run
     * is written down when it is over. None begins after the time that the options give.
     */
    void run(List<Connector> connectors) throws IOException {
        List<Integer> descending = options.slots().stream()
                .sorted(java.util.Comparator.reverseOrder())
                .toList();
        for (int slots : descending) {
            try (SlotSession session = new SlotSession(slots, options.output())) {
                if (slots == descending.get(0)) {
                    connectors.forEach(each -> warmUp(session, each));
                }
                for (Connector each : connectors) {
                    repeat(session, each, slots, files.size(), slots < FEW_SLOTS ? 1 : options.repetitions());
                }
            }
        }
        if (options.sizes()) {
            sizes(connectors);
        }
        if (leftOut > 0) {
            out.printf(
                    "%d runs were left out after %d minutes: the same command with --resume goes on with them.%n",
                    leftOut, options.minutes());
        }
    }

    /** The data of the published runs: 0.8, 4 and 22 TB are 1, 5 and 27.5 shares. */
    private void sizes(List<Connector> connectors) throws IOException {
        int slots = 8;
        try (SlotSession session = new SlotSession(slots, options.output())) {
            for (double shares : new double[] {1, 5}) {
                int count = (int) Math.max(1, Math.round(files.size() * shares / 27.5));
                for (Connector each : connectors) {
                    repeat(session, each, slots, count, options.repetitions());
                }
            }
        }
    }

    private void warmUp(SlotSession session, Connector connector) {
        session.use(connector, store.endpoint());
        for (int i = 0; i < 2; i++) {
            reduce(load(session.spark(), connector, files.size()), 0);
        }
    }

    private void repeat(SlotSession session, Connector connector, int slots, int count, int repetitions)
            throws IOException {
        int done = options.resume() ? results.runsOf(connector, options.store(), options.dataset(), slots, count) : 0;
        if (done >= repetitions) {
            return;
        }
        if (late()) {
            leftOut += repetitions - done;
            return;
        }
        session.use(connector, store.endpoint());
        JavaRDD<Row> events = load(session.spark(), connector, count);
        for (int rep = done; rep < repetitions; rep++) {
            if (late()) {
                leftOut += repetitions - rep;
                return;
            }
            session.use(connector, store.endpoint());
            connect(session.spark(), connector);
            StreamTimes.Snapshot times = StreamTimes.ALL.now();
            SimulatedStore.Traffic traffic = store.traffic();
            long logged = store.log().count();
            session.tasks().reset();
            long start = System.nanoTime();
            SpectrumTask.Outcome outcome = reduce(events, options.computeMicros() * 1000);
            double seconds = (System.nanoTime() - start) / 1e9;
            TaskTotals.Sums tasks = session.tasks().await(session.spark().sparkContext());
            Map<String, String> row = identity(connector, slots, count, rep);
            measured(
                    row,
                    seconds,
                    tasks,
                    StreamTimes.ALL.now().since(times),
                    store.traffic().since(traffic));
            row.put("events_out", String.valueOf(outcome.pairs()));
            row.put("checksum", outcome.checksum());
            row.put("status", outcome.events().count() == count * options.eventsPerFile() ? "ok" : "events missing");
            results.add(row);
            settle();
            records.add(
                    runs,
                    store.endpoint().getHost(),
                    start,
                    seconds,
                    store.log().since(logged),
                    tasks.spans());
            tell(row);
        }
    }

    private boolean late() {
        return System.nanoTime() - endNanos >= 0;
    }

    private void settle() throws IOException {
        try {
            if (!store.log().settled(SETTLING)) {
                throw new IOException("the store still sends to somebody " + SETTLING + " after the run");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while the store was finishing", stopped);
        }
    }

    /** The events, planned: what the driver reads of the files to cut them into tasks is done before the clock starts. */
    private JavaRDD<Row> load(SparkSession spark, Connector connector, int count) {
        String[] paths = files.subList(0, count).stream()
                .map(each -> connector.scheme() + "://" + options.data().relativize(each))
                .toArray(String[]::new);
        store.limit(StoreLimits.NONE);
        JavaRDD<Row> events = SpectrumTask.select(
                        spark.read().format("root").option("tree", "Events").load(paths))
                .toJavaRDD();
        if (events.getNumPartitions() != count) {
            throw new IllegalStateException(count + " files became " + events.getNumPartitions() + " tasks");
        }
        store.limit(options.limits());
        return events;
    }

    /** Sets the connector up as it is in a cluster that has been working: not read from yet, but connected. */
    private void connect(SparkSession spark, Connector connector) throws IOException {
        store.limit(StoreLimits.NONE);
        org.apache.hadoop.fs.Path first = new org.apache.hadoop.fs.Path(
                connector.scheme() + "://" + options.data().relativize(files.get(0)));
        first.getFileSystem(spark.sparkContext().hadoopConfiguration()).getFileStatus(first);
        store.limit(options.limits());
    }

    private static SpectrumTask.Outcome reduce(JavaRDD<Row> events, long computeNanos) {
        return events.mapPartitions(new SpectrumTask(computeNanos))
                .fold(SpectrumTask.Outcome.NOTHING, SpectrumTask.Outcome::merge);
    }

    private Map<String, String> identity(Connector connector, int slots, int count, int rep) throws IOException {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("run_id", String.valueOf(++runs));
        row.put("rep", String.valueOf(rep));
        row.put("ts", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        row.put("workload", "dimuon");
        row.put("algo", "nanoaod-spectrum");
        row.put("connector", connector.title());
        row.put("connector_version", connector.version());
        row.put("store_profile", options.store());
        row.put("dataset_id", options.dataset());
        long bytes = 0;
        for (Path each : files.subList(0, count)) {
            bytes += Files.size(each);
        }
        row.put("dataset_bytes", String.valueOf(bytes));
        row.put("files", String.valueOf(count));
        row.put("events", String.valueOf(count * options.eventsPerFile()));
        row.put("nodes", "1");
        row.put("executors", "1");
        int cores = Runtime.getRuntime().availableProcessors();
        row.put("cores_per_executor", String.valueOf(cores));
        row.put("tasks_per_core", decimal((double) slots / cores));
        row.put("slots", String.valueOf(slots));
        row.put("speculation", "false");
        row.put("readahead_profile", connector == Connector.FARSEEK ? "default" : "none");
        return row;
    }

    private static void measured(
            Map<String, String> row,
            double seconds,
            TaskTotals.Sums tasks,
            StreamTimes.Snapshot times,
            SimulatedStore.Traffic traffic) {
        row.put("wall_s", decimal(seconds));
        row.put("exec_run_s", decimal(tasks.runSeconds()));
        row.put("exec_cpu_s", decimal(tasks.cpuSeconds()));
        row.put("gc_s", decimal(tasks.gcSeconds()));
        row.put("bytes_app", String.valueOf(times.bytes()));
        row.put("bytes_wire", String.valueOf(traffic.bytesSent()));
        row.put("opens", String.valueOf(times.opens()));
        row.put("reads", String.valueOf(times.reads()));
        row.put("seeks_fwd", String.valueOf(times.seeksForward()));
        row.put("seeks_back", String.valueOf(times.seeksBackward()));
        row.put("gets", String.valueOf(traffic.gets()));
        row.put("heads", String.valueOf(traffic.heads()));
        row.put("open_s", decimal(times.openNanos() / 1e9));
        row.put("seek_s", decimal(times.seekNanos() / 1e9));
        row.put("read_s", decimal(times.readNanos() / 1e9));
        row.put("task_p50_s", decimal(tasks.medianSeconds()));
        row.put("task_p95_s", decimal(tasks.p95Seconds()));
        row.put("task_max_s", decimal(tasks.longestSeconds()));
        row.put("spec_tasks", "0");
    }

    private void tell(Map<String, String> row) {
        out.printf(
                Locale.ROOT,
                "%3s slots %4s files  %-16s %8s s  %6s GETs  %8.1f MB  seek share %.2f  %s%n",
                row.get("slots"),
                row.get("files"),
                row.get("connector"),
                row.get("wall_s"),
                row.get("gets"),
                RunResults.number(row, "bytes_wire") / 1e6,
                RunResults.number(row, "seek_s") / Math.max(1e-9, RunResults.number(row, "exec_run_s")),
                row.get("status"));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** Spark with a number of slots; each use starts with new connections and empty caches. */
    private static final class SlotSession implements AutoCloseable {
        private final SparkSession spark;
        private final Path local;
        private final TaskTotals tasks = new TaskTotals();

        SlotSession(int slots, Path work) {
            local = work.resolve("spark");
            spark = SparkSession.builder()
                    .master("local[" + slots + "]")
                    .appName("farseek scaling")
                    .config("spark.ui.enabled", "false")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.local.dir", local.toString())
                    .config(
                            "spark.sql.warehouse.dir",
                            work.resolve("warehouse").toUri().toString())
                    // One file, one task: a file opened costs as much as the largest task may have.
                    .config("spark.sql.files.openCostInBytes", 128 << 20)
                    .getOrCreate();
            spark.sparkContext().addSparkListener(tasks);
        }

        SparkSession spark() {
            return spark;
        }

        TaskTotals tasks() {
            return tasks;
        }

        void use(Connector connector, java.net.URI endpoint) {
            Configuration configuration = spark.sparkContext().hadoopConfiguration();
            connector.settings(endpoint).forEach(configuration::set);
            try {
                FileSystem.closeAll();
            } catch (IOException closing) {
                throw new java.io.UncheckedIOException(closing);
            }
        }

        @Override
        public void close() {
            spark.stop();
            try {
                // Spark takes away what it put there, not the folder.
                java.nio.file.Files.deleteIfExists(local);
            } catch (IOException leftThere) {
                // An empty folder more among the results.
            }
        }
    }
}
