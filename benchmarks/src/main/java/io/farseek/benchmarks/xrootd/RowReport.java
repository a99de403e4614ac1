package io.farseek.benchmarks.xrootd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Joins what the two clients printed. Arguments: a folder with {@code SETTING-ROUND.xrdcl} and {@code SETTING-ROUND.farseek}, and the
 * settings in order. Prints a Markdown table and writes {@code rows.csv} into the folder. Of several rounds the median of each row counts.
 */
public final class RowReport {
    private static final String LATENCY_ROW = "open on a new connection";

    private RowReport() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        List<String> csv = new ArrayList<>(List.of("setting,operation,unit,xrdcl,farseek,ratio"));
        System.out.println("| server | operation | unit | XrdCl | Farseek | times as fast |");
        System.out.println("|---|---|---|---:|---:|---:|");
        for (String setting : Arrays.asList(arguments).subList(1, arguments.length)) {
            Map<String, Double> theirs = medians(folder, setting, ".xrdcl");
            Map<String, Double> ours = medians(folder, setting, ".farseek");
            for (Map.Entry<String, Double> each : theirs.entrySet()) {
                String row = each.getKey();
                double xrdcl = each.getValue();
                Double farseek = ours.get(row);
                if (farseek == null) {
                    throw new IOException("no row " + row + " of this client for " + setting + " in " + folder);
                }
                double ratio = row.equals(LATENCY_ROW) ? xrdcl / farseek : farseek / xrdcl;
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %s | %s | %s | %.2f |%n",
                        setting,
                        row,
                        unit(row),
                        figure(xrdcl),
                        figure(farseek),
                        ratio);
                csv.add(String.format(
                        Locale.ROOT, "%s,\"%s\",%s,%.3f,%.3f,%.3f", setting, row, unit(row), xrdcl, farseek, ratio));
            }
        }
        Files.write(folder.resolve("rows.csv"), csv);
    }

    private static String unit(String row) {
        if (row.equals(LATENCY_ROW)) {
            return "ms";
        }
        return row.startsWith("sequential") || row.startsWith("vector") ? "MB/s" : "op/s";
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    private static Map<String, Double> medians(Path folder, String setting, String suffix) throws IOException {
        Map<String, List<Double>> rounds = new LinkedHashMap<>();
        for (int round = 1; Files.exists(folder.resolve(setting + "-" + round + suffix)); round++) {
            for (String line : Files.readAllLines(folder.resolve(setting + "-" + round + suffix))) {
                List<String> cells = Arrays.asList(line.split("\t", 2));
                rounds.computeIfAbsent(cells.get(0), row -> new ArrayList<>()).add(Double.valueOf(cells.get(1)));
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        rounds.forEach((row, values) -> {
            values.sort(null);
            medians.put(row, values.get(values.size() / 2));
        });
        return medians;
    }
}
