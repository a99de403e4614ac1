package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.store.RequestLog;
import io.farseek.spark.heatmap.HeatMap;
import io.farseek.spark.heatmap.HeatMapRecorder;
import io.farseek.spark.readings.StoreReading;
import io.farseek.spark.readings.StoreReadings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Measures runs of a job: connector statistics, the store's request log, Spark's own task metrics, and heat maps sampled twenty times a second. */
final class RunMeter {
    private static final List<String> TIMINGS = List.of("read", "get.ttfb");
    private static final int COLUMNS = 200;
    private static final long SAMPLE_MILLIS = 50;

    private final SparkSession spark;
    private final RequestLog log;
    private final Progress progress;
    private final Tasks tasks = new Tasks();

    RunMeter(SparkSession spark, RequestLog log, Progress progress) {
        this.spark = spark;
        this.log = log;
        this.progress = progress;
        spark.sparkContext().addSparkListener(tasks);
    }

    /** Runs the job and tells its progress. */
    ReadRun measure(String name, String scheme, Supplier<Reduction> job) {
        progress.begin(name);
        StoreReading before = StoreReadings.now(scheme);
        long requestsBefore = log.count();
        tasks.reset();
        List<HeatMapRecorder> recorders = new ArrayList<>();
        TIMINGS.forEach(each -> recorders.add(new HeatMapRecorder(name + ", " + scheme + " " + each, COLUMNS)));
        ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "demo-sampler");
            thread.setDaemon(true);
            return thread;
        });
        Runnable sample = () -> {
            StoreReading now = StoreReadings.now(scheme);
            for (int i = 0; i < TIMINGS.size(); i++) {
                recorders.get(i).add(Instant.now(), now.distribution(TIMINGS.get(i)));
            }
            progress.at(tasks.ended.get() + " of " + tasks.submitted.get() + " tasks, " + (log.count() - requestsBefore)
                    + " requests");
        };
        var unused = sampler.scheduleAtFixedRate(sample, 0, SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
        long start = System.nanoTime();
        Reduction result;
        try {
            result = job.get();
        } finally {
            sampler.shutdownNow();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        awaitQuiet(sampler);
        sample.run();
        List<HeatMap> maps = new ArrayList<>();
        recorders.stream()
                .map(HeatMapRecorder::map)
                .filter(each -> each.total() > 0)
                .forEach(maps::add);
        ReadRun run = new ReadRun(
                name,
                result,
                seconds,
                StoreReadings.now(scheme).since(before),
                log.since(requestsBefore),
                tasks.bytes.get(),
                tasks.millis.get() / 1e3,
                maps);
        progress.end(run.result().pairs() + " pairs of " + run.result().events() + " events, "
                + run.requests().size() + " requests");
        return run;
    }

    /** Listeners hear of tasks a moment after the job has returned; another, empty job comes behind all of them. */
    private void awaitQuiet(ScheduledExecutorService sampler) {
        try {
            spark.sparkContext().listenerBus().waitUntilEmpty(10_000);
            sampler.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.TimeoutException late) {
            throw new IllegalStateException("Spark did not report its tasks within 10 s", late);
        }
    }

    private static final class Tasks extends SparkListener {
        private final AtomicLong submitted = new AtomicLong();
        private final AtomicLong ended = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong millis = new AtomicLong();

        void reset() {
            submitted.set(0);
            ended.set(0);
            bytes.set(0);
            millis.set(0);
        }

        @Override
        public void onStageSubmitted(SparkListenerStageSubmitted stage) {
            submitted.addAndGet(stage.stageInfo().numTasks());
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            ended.incrementAndGet();
            if (end.taskMetrics() != null) {
                bytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
                millis.addAndGet(end.taskMetrics().executorRunTime());
            }
        }
    }
}
