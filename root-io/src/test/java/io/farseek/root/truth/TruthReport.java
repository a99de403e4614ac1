package io.farseek.root.truth;

import io.farseek.root.truth.GroundTruth.Outcome;
import io.farseek.root.truth.GroundTruth.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
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

    static String table(List<Result> results) {
        Map<String, Map<Outcome, Integer>> byType = new TreeMap<>();
        for (Result result : results) {
            byType.computeIfAbsent(result.type(), t -> new EnumMap<>(Outcome.class))
                    .merge(result.outcome(), 1, Integer::sum);
            byType.computeIfAbsent("~ all", t -> new EnumMap<>(Outcome.class)).merge(result.outcome(), 1, Integer::sum);
        }
        StringBuilder table = new StringBuilder();
        byType.forEach((type, counts) -> table.append(String.format("%-44s %s%n", type, counts)));
        return table.toString();
    }
}
