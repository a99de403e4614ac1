package io.farseek.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin in a real Spark; runs on the oldest and on the newest supported, with the same byte code. */
class PluginSparkTest {
    @TempDir
    Path directory;

    @Test
    void runsOnTheSparkItClaims() {
        assertThat(org.apache.spark.package$.MODULE$.SPARK_VERSION())
                .isEqualTo(System.getProperty("farseek.expectedSpark"));
    }

    @Test
    void exportsMetricsUnderTheApplicationsNameAndRecordsEachTask() throws Exception {
        Path input = Files.writeString(directory.resolve("input.txt"), "0123456789\n".repeat(100_000));
        Path events = Files.createDirectory(directory.resolve("events"));
        Path metrics = Files.createDirectory(directory.resolve("metrics"));
        CatalogueStatistics store = CatalogueStatistics.register("spark-test");
        Listener listener = new Listener();
        String appId;
        try (JavaSparkContext spark = new JavaSparkContext(conf().set("spark.plugins", FarseekPlugin.class.getName())
                .set(
                        "spark.farseek.metrics.heatMapDirectory",
                        directory.resolve("maps").toString())
                .set("spark.farseek.metrics.samplePeriod", "100ms")
                .set("spark.eventLog.enabled", "true")
                .set("spark.eventLog.compress", "false")
                .set("spark.eventLog.rolling.enabled", "false")
                .set("spark.eventLog.dir", events.toUri().toString())
                .set("spark.metrics.conf.*.sink.csv.class", "org.apache.spark.metrics.sink.CsvSink")
                .set("spark.metrics.conf.*.sink.csv.directory", metrics.toString())
                .set("spark.metrics.conf.*.sink.csv.period", "1"))) {
            spark.sc().addSparkListener(listener);
            appId = spark.sc().applicationId();
            store.time("get.ttfb", 30_000, 100).add("requests.get", 100);
            long lines = spark.textFile(input.toString(), 4).count();
            assertThat(lines).isEqualTo(100_000);
        }

        assertThat(listener.tasks).isNotEmpty().allMatch(TaskIoEvent::succeeded);
        long recorded = listener.tasks.stream()
                .mapToLong(each -> each.stores().get("file").get("bytesRead"))
                .sum();
        assertThat(recorded)
                .as("what the records say is what the Spark UI shows")
                .isEqualTo(listener.inputBytes.get())
                .isGreaterThanOrEqualTo(1_100_000);

        String prefix = appId + ".driver.plugin." + FarseekPlugin.class.getName() + ".";
        assertThat(lastValue(metrics, prefix + "spark-test.requests.get")).isEqualTo("100");
        assertThat(Long.parseLong(lastValue(metrics, prefix + "spark-test.get.ttfb.p99_us")))
                .isBetween(16_384L, 32_768L);
        assertThat(lastValue(metrics, prefix + "spark-test.get.ttfb.bucket.le_32768us"))
                .isEqualTo("100");
        assertThat(lastValue(metrics, prefix + "tasks.recorded")).isEqualTo("" + listener.tasks.size());
        assertThat(Long.parseLong(lastValue(metrics, prefix + "file.bytesRead")))
                .isGreaterThanOrEqualTo(1_100_000);
        try (Stream<Path> all = Files.list(metrics)) {
            assertThat(all.map(each -> each.getFileName().toString()).filter(each -> each.startsWith("plugin.")))
                    .as("series without an application id")
                    .isEmpty();
        }

        assertThat(read(events.resolve(appId)))
                .contains("\"Event\":\"" + TaskIoEvent.class.getName() + "\"")
                .contains("\"stores\":{\"file\":{\"bytesRead\":");
        assertThat(directory.resolve("maps").resolve(appId + ".driver.html"))
                .content()
                .contains("spark-test.get.ttfb");
    }

    @Test
    void failedTasksAreRecordedAsFailed() {
        Listener listener = new Listener();
        try (JavaSparkContext spark =
                new JavaSparkContext(conf().set("spark.plugins", FarseekPlugin.class.getName()))) {
            spark.sc().addSparkListener(listener);
            assertThatThrownBy(() -> spark.parallelize(List.of(1), 1).foreach(each -> {
                        throw new IOException("meant to fail");
                    }))
                    .hasMessageContaining("meant to fail");
        }
        assertThat(listener.tasks).hasSize(1).noneMatch(TaskIoEvent::succeeded);
    }

    @Test
    void recordsCanBeSwitchedOff() {
        Listener listener = new Listener();
        try (JavaSparkContext spark = new JavaSparkContext(conf().set("spark.plugins", FarseekPlugin.class.getName())
                .set("spark.farseek.metrics.taskRecords", "false"))) {
            spark.sc().addSparkListener(listener);
            assertThat(spark.parallelize(List.of(1, 2), 2).count()).isEqualTo(2);
        }
        assertThat(listener.tasks).isEmpty();
    }

    @Test
    void aBadSettingStopsTheApplicationAndNamesIt() {
        SparkConf conf = conf().set("spark.plugins", FarseekPlugin.class.getName())
                .set("spark.farseek.metrics.detail", "everything");
        assertThatThrownBy(() -> new JavaSparkContext(conf).close())
                .hasMessageContaining("spark.farseek.metrics.detail=everything");
    }

    private SparkConf conf() {
        return new SparkConf(false)
                .setMaster("local[2]")
                .setAppName("plugin test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.local.dir", directory.toString());
    }

    private static String lastValue(Path metrics, String name) throws IOException {
        Path file = metrics.resolve(name + ".csv");
        assertThat(file).exists();
        List<String> lines = Files.readAllLines(file);
        String last = lines.get(lines.size() - 1);
        return last.substring(last.indexOf(',') + 1);
    }

    private static String read(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.UTF_8);
    }

    private static final class Listener extends SparkListener {
        private final List<TaskIoEvent> tasks = Collections.synchronizedList(new ArrayList<>());
        private final AtomicLong inputBytes = new AtomicLong();

        @Override
        public void onOtherEvent(SparkListenerEvent event) {
            if (event instanceof TaskIoEvent io) {
                tasks.add(io);
            }
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            inputBytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
        }
    }
}
