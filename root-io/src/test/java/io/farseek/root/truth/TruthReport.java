package io.farseek.root.truth;

import io.farseek.root.truth.GroundTruth.Outcome;
import io.farseek.root.truth.GroundTruth.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints the comparison: totals by type, then every branch that is not equal. */
final class TruthReport {

    private TruthReport() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        String only = arguments.length > 1 ? arguments[1] : "";
        List<Result> results = new GroundTruth(Path.of(arguments[0])).run(only);
        for (Result result : results) {
            if (result.outcome() != Outcome.EQUAL) {
                System.out.println(result.outcome() + " | " + result.type() + " | " + result.file() + " | "
                        + result.tree() + " | " + result.path() + " | " + result.detail());
            }
        }
        System.out.println(table(results));
    }

    /** Numbers of branches by type and outcome, as a table in Markdown; the last line is their sum. */
    static String table(List<Result> results) {
        Map<String, Map<Outcome, Integer>> byType = new TreeMap<>();
        Map<Outcome, Integer> all = new EnumMap<>(Outcome.class);
        for (Result result : results) {
            byType.computeIfAbsent(result.type().strip(), t -> new EnumMap<>(Outcome.class))
                    .merge(result.outcome(), 1, Integer::sum);
            all.merge(result.outcome(), 1, Integer::sum);
        }
        StringBuilder table = new StringBuilder("| type |");
        for (Outcome outcome : Outcome.values()) {
            table.append(' ').append(outcome.name().toLowerCase(Locale.ROOT)).append(" |");
        }
        table.append("\n|---|").append("---|".repeat(Outcome.values().length)).append('\n');
        byType.forEach((type, counts) -> line(table, type, counts));
        line(table, "all", all);
        return table.toString();
    }

    private static void line(StringBuilder table, String type, Map<Outcome, Integer> counts) {
        table.append("| ").append(type).append(" |");
        for (Outcome outcome : Outcome.values()) {
            table.append(' ').append(counts.getOrDefault(outcome, 0)).append(" |");
        }
        table.append('\n');
    }
}
