package io.farseek.benchmarks.scaling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The times that have been published for the same workloads, from {@code seed_reference.csv}. */
final class PublishedTimes {
    private PublishedTimes() {}

    static CsvTable table() throws IOException {
        try (InputStream in = PublishedTimes.class.getResourceAsStream("seed_reference.csv")) {
            if (in == null) {
                throw new IOException("seed_reference.csv is missing from this build");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return CsvTable.parse(reader.lines().toList(), "seed_reference.csv");
        }
    }

    /** Each published series as a curve over its own sizes, by source and solution. */
    static Map<String, ScalingCurve> curves() throws IOException {
        CsvTable table = table();
        Map<String, NavigableMap<Integer, Double>> seconds = new LinkedHashMap<>();
        for (int row = 0; row < table.rows().size(); row++) {
            seconds.computeIfAbsent(
                            table.cell(row, "source") + ", " + table.cell(row, "solution"), k -> new TreeMap<>())
                    .put(Integer.valueOf(table.cell(row, "x")), Double.valueOf(table.cell(row, "seconds")));
        }
        Map<String, ScalingCurve> curves = new LinkedHashMap<>();
        seconds.forEach((name, times) -> curves.put(name, new ScalingCurve(times)));
        return curves;
    }
}
