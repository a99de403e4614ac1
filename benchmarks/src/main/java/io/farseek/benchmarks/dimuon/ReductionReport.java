package io.farseek.benchmarks.dimuon;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Writes what a reduction found to files of any Hadoop file system: histogram, cut flow, peaks, checksum, plots. */
final class ReductionReport {
    private static final StructType HISTOGRAM = new StructType()
            .add("bucket", DataTypes.IntegerType, false)
            .add("value", DataTypes.DoubleType, false)
            .add("count", DataTypes.LongType, false);

    private final SparkSession spark;
    private final FileSystem fileSystem;
    private final Path output;

    ReductionReport(SparkSession spark, FileSystem fileSystem, Path output) {
        this.spark = spark;
        this.fileSystem = fileSystem;
        this.output = output;
    }

    void write(ReductionResult result, boolean hasEvents) throws IOException {
        text("histogram.csv", histogramCsv(result.histogram()));
        text("peaks.csv", peaksCsv(result.peaks()));
        text("cutflow.json", cutFlowJson(result.cutFlow()));
        text("checksum.json", checksumJson(result.checksum(), hasEvents));
        spark.createDataFrame(histogramRows(result.histogram()), HISTOGRAM)
                .coalesce(1)
                .write()
                .parquet(new Path(output, "histogram.parquet").toString());
        SpectrumPlot plot = new SpectrumPlot(result.histogram());
        text("spectrum.svg", plot.svg());
        bytes("spectrum.png", plot.png());
    }

    private void text(String name, String content) throws IOException {
        bytes(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(String name, byte[] content) throws IOException {
        try (OutputStream out = fileSystem.create(new Path(output, name), false)) {
            out.write(content);
        }
    }

    private static List<Row> histogramRows(SpectrumHistogram histogram) {
        List<Row> rows = new ArrayList<>(SpectrumHistogram.BINS);
        for (int bin = 1; bin <= SpectrumHistogram.BINS; bin++) {
            rows.add(RowFactory.create(bin, SpectrumHistogram.centre(bin), histogram.count(bin)));
        }
        return rows;
    }

    static String histogramCsv(SpectrumHistogram histogram) {
        StringBuilder csv = new StringBuilder("bucket,value,count\n");
        for (int bin = 1; bin <= SpectrumHistogram.BINS; bin++) {
            csv.append(bin)
                    .append(',')
                    .append(SpectrumHistogram.centre(bin))
                    .append(',')
                    .append(histogram.count(bin))
                    .append('\n');
        }
        return csv.toString();
    }

    static String peaksCsv(PeakTable peaks) {
        StringBuilder csv =
                new StringBuilder("window,low_gev,high_gev,n,median_gev,fitted_mean_gev,fitted_sigma_gev\n");
        for (PeakTable.Row row : peaks.rows()) {
            PeakWindow window = row.window();
            csv.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%s,%d,%s,%s,%s\n",
                    window.name(),
                    window.low(),
                    window.high(),
                    row.n(),
                    cell(row.median()),
                    cell(row.fittedMean()),
                    cell(row.fittedSigma())));
        }
        return csv.toString();
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }

    static String cutFlowJson(CutFlow flow) {
        StringBuilder json = new StringBuilder("{");
        for (String name : flow.names()) {
            json.append(json.length() > 1 ? ", " : "")
                    .append('"')
                    .append(name)
                    .append("\": ")
                    .append(flow.count(name));
        }
        return json.append("}\n").toString();
    }

    /** Without event numbers in the data there is only the count. */
    static String checksumJson(EventChecksum checksum, boolean hasEvents) {
        return hasEvents
                ? String.format(
                        Locale.ROOT,
                        "{\"events\": %d, \"sum\": \"%016x\", \"xor\": \"%016x\"}\n",
                        checksum.count(),
                        checksum.sum(),
                        checksum.xor())
                : String.format(Locale.ROOT, "{\"events\": %d}\n", checksum.count());
    }

    /** What a person wants to see first. */
    static String summary(ReductionResult result) {
        return "cut flow " + cutFlowJson(result.cutFlow()) + peaksCsv(result.peaks()) + "histogram: "
                + result.histogram().inside() + " pairs in range, "
                + result.histogram().outside() + " outside";
    }
}
