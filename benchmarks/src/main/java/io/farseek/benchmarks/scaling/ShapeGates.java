package io.farseek.benchmarks.scaling;

import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;

/** Whether the curves have the shapes they should: each gate a line with what was found, what was wanted and whether it holds. */
final class ShapeGates {
    private final RunResults results;
    private final StringBuilder out = new StringBuilder();

    ShapeGates(RunResults results) {
        this.results = results;
    }

    String report() {
        out.setLength(0);
        gate("same checksum in all runs over the same files", sameChecksums(), checksumText());
        for (Connector each : results.connectors()) {
            scaling(each);
            linear(each);
        }
        if (results.connectors().contains(Connector.BASELINE)) {
            saturation();
            if (results.connectors().contains(Connector.FARSEEK)) {
                against();
            }
        }
        return out.toString();
    }

    boolean sameChecksums() {
        return results.checksums().values().stream().allMatch(each -> each.size() == 1);
    }

    private String checksumText() {
        return results.checksums().entrySet().stream()
                .map(each -> each.getKey() + " " + String.join(" and ", each.getValue()))
                .collect(java.util.stream.Collectors.joining("; "));
    }

    private void scaling(Connector connector) {
        ScalingCurve curve = Figures.curve(results, connector);
        UniversalScalability law = UniversalScalability.fit(curve.speedups());
        int most = curve.seconds().lastKey();
        out.append(String.format(
                Locale.ROOT,
                "      %-16s t %.2f s to %.2f s; S(%d) %.2f, largest %.2f; USL sigma %.4f, kappa %.6f, its peak at"
                        + " %s; saturates at %.1f slots%n",
                connector.title(),
                curve.time(curve.base()),
                curve.time(most),
                most,
                curve.speedup(most),
                largest(curve),
                law.contention(),
                law.coherency(),
                Double.isInfinite(law.knee()) ? "no size" : format("%.0f slots", law.knee() * curve.base()),
                knee(curve)));
    }

    /**
     * Where the two asymptotes of a curve meet: perfect scaling and the largest throughput. For a store with a cap this is cap over requests a
     * slot and second.
     */
    static double knee(ScalingCurve curve) {
        return largest(curve) * curve.base();
    }

    private static double largest(ScalingCurve curve) {
        return curve.speedups().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
    }

    private void linear(Connector connector) {
        LineFit line = Figures.sizeFit(results, connector);
        if (line != null) {
            double most = Figures.sizeTimes(results, connector).lastEntry().getValue();
            gate(
                    connector.title()
                            + ": time is linear in the data, R² at least 0.99 and |a| at most 10 % of the longest",
                    line.determination() >= 0.99 && Math.abs(line.intercept()) <= 0.1 * most,
                    format("R² %.4f, a %.2f s of %.2f s", line.determination(), line.intercept(), most));
        }
    }

    /** Whether the baseline saturates where the store's cap says: x* = cap / (requests a slot and second). */
    private void saturation() {
        ScalingCurve curve = Figures.curve(results, Connector.BASELINE);
        double predicted = predictedKnee();
        if (predicted <= 0) {
            return;
        }
        double worstBelow = 1;
        double bestAbove = 0;
        for (int slots : curve.seconds().keySet()) {
            if (slots <= predicted / 2) {
                worstBelow = Math.min(worstBelow, curve.efficiency(slots));
            } else if (slots >= 4 * predicted) {
                bestAbove = Math.max(bestAbove, curve.efficiency(slots));
            }
        }
        gate(
                "baseline: efficiency at least 0.85 up to half the predicted knee, at most 0.5 from four times it",
                worstBelow >= 0.85 && bestAbove <= 0.5,
                format("x* %.1f, %.2f below, %.2f above", predicted, worstBelow, bestAbove));
        gate(
                "baseline: knee within 25 % of the predicted one",
                Math.abs(knee(curve) / predicted - 1) <= 0.25, format("%.1f of %.1f slots", knee(curve), predicted));
        NavigableMap<Integer, Double> share = Figures.share(results, Connector.BASELINE, "seek_s");
        if (share.size() > 2) {
            double rank = RankCorrelation.of(
                    share.keySet().stream().mapToDouble(Integer::doubleValue).toArray(),
                    share.values().stream().mapToDouble(Double::doubleValue).toArray());
            gate("baseline: seek share rises with slots, Spearman at least 0.9", rank >= 0.9, format("%.3f", rank));
        }
    }

    private double predictedKnee() {
        var sweep = results.counted(RunResults.by(Connector.BASELINE).and(RunResults.files(results.sweepFiles())));
        Map<String, String> first = sweep.stream()
                .min(java.util.Comparator.comparingDouble(row -> RunResults.number(row, "slots")))
                .orElseThrow();
        double cap = cap(first.getOrDefault("store_profile", ""));
        double requests = RunResults.number(first, "gets") + RunResults.number(first, "heads");
        return cap * RunResults.number(first, "wall_s") * RunResults.number(first, "slots") / Math.max(1, requests);
    }

    /** Requests a second from a profile such as {@code 30ms-300rps-200MBps}. */
    private static double cap(String profile) {
        for (String part : profile.split("-", -1)) {
            if (part.endsWith("rps")) {
                return Double.parseDouble(part.substring(0, part.length() - 3));
            }
        }
        return 0;
    }

    private void against() {
        ScalingCurve baseline = Figures.curve(results, Connector.BASELINE);
        ScalingCurve ours = Figures.curve(results, Connector.FARSEEK);
        NavigableMap<Integer, Double> theirShare = Figures.share(results, Connector.BASELINE, "seek_s");
        NavigableMap<Integer, Double> ourShare = Figures.share(results, Connector.FARSEEK, "seek_s");
        double theirs = theirShare.lastEntry().getValue();
        double our = ourShare.lastEntry().getValue();
        gate(
                "Farseek's seek share at most half of the baseline's with the most slots",
                our <= theirs / 2,
                format("%.3f and %.3f", our, theirs));
        gate(
                "Farseek's knee at least twice as far out",
                knee(ours) >= 2 * knee(baseline),
                format("%.1f and %.1f slots", knee(ours), knee(baseline)));
    }

    private void gate(String what, boolean holds, String found) {
        out.append(holds ? "holds " : "FAILS ")
                .append(what)
                .append(": ")
                .append(found)
                .append(System.lineSeparator());
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
