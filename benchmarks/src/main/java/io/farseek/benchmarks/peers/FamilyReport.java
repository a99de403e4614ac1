package io.farseek.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The end of {@code farseek bench peers --all}: draws what the comparisons with Oracle's connector and with XrdCl wrote down, and puts all tables on
 * one page. Argument: the folder, with a folder for each family in it; a family that is not there was left out.
 */
public final class FamilyReport {
    private static final Pattern XRDCL = Pattern.compile("([^,]+),\"([^\"]+)\",([^,]+),([^,]+),([^,]+),([^,]+),.*");

    private final Path folder;

    private FamilyReport(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException {
        System.out.println(new FamilyReport(Path.of(arguments[0])).write());
    }

    /** Writes {@code peers-all.md} and the plots that are missing, and returns the page's path. */
    static Path write(Path folder) throws IOException {
        return new FamilyReport(folder).write();
    }

    private Path write() throws IOException {
        StringBuilder page = new StringBuilder("# Farseek beside its peers\n");
        section(page, "S3: hadoop-aws", "s3/peers.md", "s3/peers.svg");
        section(page, "The same reads over the XRootD wire", "xrootd-wire/peers.md", "xrootd-wire/peers.svg");
        if (Files.exists(folder.resolve("oci/oci.csv"))) {
            Files.writeString(folder.resolve("oci/oci.svg"), oci(Files.readAllLines(folder.resolve("oci/oci.csv"))));
        }
        section(page, "OCI Object Storage: Oracle's connector", "oci/oci.md", "oci/oci.svg");
        if (Files.exists(folder.resolve("xrdcl/rows.csv"))) {
            Files.writeString(
                    folder.resolve("xrdcl/rows.svg"), xrdcl(Files.readAllLines(folder.resolve("xrdcl/rows.csv"))));
        }
        section(page, "XRootD: XrdCl", "xrdcl/rows.md", "xrdcl/rows.svg");
        Path leftOut = folder.resolve("left-out.txt");
        if (Files.exists(leftOut) && Files.size(leftOut) > 0) {
            page.append("\n## Left out\n\n").append(Files.readString(leftOut));
        }
        Path written = folder.resolve("peers-all.md");
        Files.writeString(written, page);
        return written;
    }

    private void section(StringBuilder page, String title, String table, String plot) throws IOException {
        if (Files.exists(folder.resolve(table))) {
            page.append("\n## ").append(title).append("\n\n").append(Files.readString(folder.resolve(table)));
            page.append("\n![").append(title).append("](").append(plot).append(")\n");
        }
    }

    /** Seconds of each connector by pattern: {@code connector,pattern,seconds,...}. */
    private static String oci(List<String> lines) {
        Map<String, Map<String, Double>> byPattern = new LinkedHashMap<>();
        Set<String> connectors = new LinkedHashSet<>();
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = List.of(line.split(",", -1));
            connectors.add(cells.get(0));
            byPattern
                    .computeIfAbsent(cells.get(1), pattern -> new LinkedHashMap<>())
                    .put(cells.get(0), number(cells.get(2)));
        }
        BarChart chart = new BarChart(List.copyOf(connectors), "s", 0.05, 50);
        byPattern.forEach((pattern, seconds) -> {
            List<@Nullable Double> values = new ArrayList<>();
            connectors.forEach(each -> values.add(seconds.get(each)));
            chart.row(pattern, values);
        });
        return chart.svg();
    }

    /** How many times as fast by row: {@code setting,"operation",unit,XrdCl,Farseek,ratio,least,most}. */
    private static String xrdcl(List<String> lines) {
        BarChart chart = new BarChart(List.of("Farseek, times as fast as XrdCl"), "x", 0.1, 100);
        for (String line : lines) {
            Matcher row = XRDCL.matcher(line);
            if (row.matches()) {
                chart.row(row.group(1) + ": " + row.group(2), List.of(number(row.group(6))));
            }
        }
        return chart.svg();
    }

    private static double number(String cell) {
        try {
            return Double.parseDouble(cell);
        } catch (NumberFormatException failed) {
            return Double.NaN;
        }
    }
}
