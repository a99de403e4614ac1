package io.farseek.benchmarks.xrootd;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Asks programs for the same rows in turn, row by row and another one first in every round, so that whatever else the machine does meets all
 * alike. All live through all rounds; a first round is not counted.
 *
 * <p>Arguments: name of the setting, rounds, the folder for {@code rows.csv}, a regular expression for the rows, and the commands, each after
 * {@code --}: the C++ client's, this one's, and maybe one that shows what a loop without any client gets. Prints a row of a Markdown table for
 * each: medians, and the median of the rounds' ratios of the first two.
 */
public final class RowComparison {
    private static final List<String> ROWS = List.of(
            FarseekRows.FIRST_OPEN,
            FarseekRows.NEW_CONNECTION,
            "sequential 128 KiB, depth 1",
            "sequential 128 KiB, depth 4",
            "sequential 1 MiB, depth 1",
            "sequential 1 MiB, depth 4",
            "sequential 8 MiB, depth 1",
            "sequential 8 MiB, depth 4",
            "random 16 KiB, depth 1",
            "random 16 KiB, depth 16",
            "vector of 1024 x 16 KiB",
            "stat",
            "open and close");

    /** A program that answers the name of a row with its value. */
    private static final class Client implements AutoCloseable {
        private final Process process;
        private final BufferedWriter questions;
        private final BufferedReader answers;

        Client(List<String> command) throws IOException {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Not a number where it has no such row. */
        double measure(String row) throws IOException {
            questions.write(row + "\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IOException("the program measuring " + row + " ended: its last words are above");
            }
            return answer.equals("-") ? Double.NaN : Double.parseDouble(answer);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private RowComparison() {}

    public static void main(String[] arguments) throws IOException {
        List<String> all = List.of(arguments);
        String setting = all.get(0);
        int rounds = Integer.parseInt(all.get(1));
        Pattern wanted = Pattern.compile(all.get(3));
        List<String> rows =
                ROWS.stream().filter(each -> wanted.matcher(each).find()).toList();
        Map<String, List<double[]>> measured = new LinkedHashMap<>();
        List<Client> clients = new ArrayList<>();
        try {
            for (List<String> command : commands(all)) {
                clients.add(new Client(command));
            }
            for (int round = 0; round <= rounds; round++) {
                for (String row : rows) {
                    double[] values = inTurn(row, clients, round);
                    if (round > 0) {
                        measured.computeIfAbsent(row, key -> new ArrayList<>()).add(values);
                    }
                }
            }
        } finally {
            clients.forEach(Client::close);
        }
        report(setting, measured, Path.of(all.get(2)).resolve("rows.csv"));
    }

    private static List<List<String>> commands(List<String> arguments) {
        List<List<String>> commands = new ArrayList<>();
        int from = arguments.indexOf("--") + 1;
        for (int i = from; i <= arguments.size(); i++) {
            if (i == arguments.size() || arguments.get(i).equals("--")) {
                commands.add(arguments.subList(from, i));
                from = i + 1;
            }
        }
        return commands;
    }

    private static double[] inTurn(String row, List<Client> clients, int first) throws IOException {
        double[] values = new double[clients.size()];
        for (int i = 0; i < values.length; i++) {
            int each = (first + i) % values.length;
            values[each] = clients.get(each).measure(row);
        }
        return values;
    }

    private static void report(String setting, Map<String, List<double[]>> measured, Path csv) throws IOException {
        List<String> lines = new ArrayList<>();
        measured.forEach((row, rounds) -> {
            boolean latency = unit(row).equals("ms");
            double[] ratios = rounds.stream()
                    .mapToDouble(each -> latency ? each[0] / each[1] : each[1] / each[0])
                    .sorted()
                    .toArray();
            double theirs = median(rounds, 0);
            double ours = median(rounds, 1);
            double bare = rounds.get(0).length > 2 ? median(rounds, 2) : Double.NaN;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %.2f | %.2f to %.2f | %s |%n",
                    setting,
                    row,
                    unit(row),
                    figure(theirs),
                    figure(ours),
                    median(ratios),
                    ratios[0],
                    ratios[ratios.length - 1],
                    Double.isNaN(bare) ? "" : figure(bare));
            lines.add(String.format(
                    Locale.ROOT,
                    "%s,\"%s\",%s,%.3f,%.3f,%.3f,%.3f,%.3f,%s",
                    setting,
                    row,
                    unit(row),
                    theirs,
                    ours,
                    median(ratios),
                    ratios[0],
                    ratios[ratios.length - 1],
                    Double.isNaN(bare) ? "" : String.format(Locale.ROOT, "%.3f", bare)));
        });
        Files.write(csv, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static double median(List<double[]> rounds, int client) {
        return median(rounds.stream().mapToDouble(each -> each[client]).toArray());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static String unit(String row) {
        if (row.equals(FarseekRows.NEW_CONNECTION) || row.equals(FarseekRows.FIRST_OPEN)) {
            return "ms";
        }
        return row.startsWith("sequential") || row.startsWith("vector") ? "MB/s" : "op/s";
    }

    private static String figure(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }
}
