package io.farseek.spark;

/** The plugin's settings in the Spark configuration: name, default and one sentence each. */
public enum MetricsKey {
    SCHEMES(
            "spark.farseek.metrics.schemes",
            "*",
            "Schemes to export, separated by commas; `*` is every scheme in use."),
    DETAIL(
            "spark.farseek.metrics.detail",
            "standard",
            "`summary`: totals, levels and percentiles; `standard`: also the buckets of the main latencies; `full`: all a store publishes."),
    MAX_SERIES(
            "spark.farseek.metrics.maxSeries",
            "175",
            "Most series a process exports over all schemes; histogram buckets give way first. With `full` the default is no limit."),
    WINDOW("spark.farseek.metrics.window", "60s", "Time over which percentiles are taken."),
    SAMPLE_PERIOD(
            "spark.farseek.metrics.samplePeriod",
            "5s",
            "How often statistics are read for percentiles and heat maps; at most the window."),
    TASK_RECORDS(
            "spark.farseek.metrics.taskRecords",
            "true",
            "Whether each task's I/O is sent to the driver and posted as an event, which also puts it in the event log."),
    HEAT_MAP_DIRECTORY(
            "spark.farseek.metrics.heatMapDirectory",
            "",
            "Local directory into which each process writes its latency heat maps (HTML) and PyLatencyMap records; empty for none.");

    /** What all keys start with. */
    static final String PREFIX = "spark.farseek.metrics.";

    private final String key;
    private final String defaultValue;
    private final String sentence;

    MetricsKey(String key, String defaultValue, String sentence) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.sentence = sentence;
    }

    public String key() {
        return key;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String sentence() {
        return sentence;
    }
}
