package io.farseek.spark;

import io.farseek.spark.heatmap.HeatMap;
import io.farseek.spark.heatmap.HeatMapPage;
import io.farseek.spark.heatmap.HeatMapRecorder;
import io.farseek.spark.heatmap.PyLatencyMapRecords;
import io.farseek.spark.readings.Distribution;
import io.farseek.spark.readings.StoreReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heat maps of one process's latencies, written to a local directory: one HTML page when the process ends, and one file of PyLatencyMap
 * records for each latency as it runs. Failing to write is logged once and never fails the process.
 */
final class HeatMapFiles implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HeatMapFiles.class);
    private static final List<String> TIMINGS = List.of("read", "seek", "open", "get.ttfb", "get.total");
    private static final int COLUMNS = 240;

    private final Path directory;
    private final String process;
    private final Map<String, HeatMapRecorder> recorders = new TreeMap<>();
    private boolean failed;

    /**
     * No file is touched before there is something to write.
     *
     * @param process tells the files of this process from those of others, such as application and executor
     */
    HeatMapFiles(Path directory, String process) {
        this.directory = directory;
        this.process = process.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    synchronized void add(Instant at, Collection<StoreReading> readings) {
        for (StoreReading reading : readings) {
            for (String timing : TIMINGS) {
                Distribution distribution = reading.distribution(timing);
                if (distribution.size() > 0) {
                    String name = reading.scheme() + "." + timing;
                    recorders
                            .computeIfAbsent(name, each -> new HeatMapRecorder(each, COLUMNS))
                            .add(at, distribution);
                    StringBuilder record = new StringBuilder();
                    attempt(() -> {
                        PyLatencyMapRecords.write(record, at, name + " of " + process, distribution);
                        write(process + "." + name + ".latencymap", record.toString(), StandardOpenOption.APPEND);
                    });
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        List<HeatMap> maps = new ArrayList<>();
        recorders.values().forEach(each -> maps.add(each.map()));
        if (!maps.isEmpty()) {
            attempt(() -> write(
                    process + ".html",
                    HeatMapPage.render("Storage latency of " + process, maps),
                    StandardOpenOption.TRUNCATE_EXISTING));
        }
    }

    private void write(String name, String text, StandardOpenOption mode) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode);
    }

    private void attempt(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            if (!failed) {
                LOG.warn(
                        "Heat maps cannot be written to {}: make it a writable directory or unset {}",
                        directory,
                        MetricsKey.HEAT_MAP_DIRECTORY.key(),
                        e);
            }
            failed = true;
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}
