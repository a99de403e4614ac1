package io.farseek.benchmarks.dimuon;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the command line of {@link DimuonReduction} says. */
record ReductionOptions(
        Algorithm algorithm,
        List<Sample> samples,
        String output,
        String tree,
        String format,
        @Nullable String muons,
        boolean massless,
        boolean sortMuons,
        Map<String, String> readOptions) {
    static final String USAGE = """
            usage: DimuonReduction --algorithm aod-reduction|nanoaod-spectrum --output DIR (--input PATH[;PATH...] | --sample ID,NAME,XSEC,PATH[;PATH...])...
              --tree NAME          tree to read, Events by default
              --format NAME        Spark format of the input, root by default
              --muons A/B          path of the list of muon records, for CMS objects; by default the flat columns Muon_pt, ...
              --compat MODE        fixed: what physics asks for (the default); reference: as the published programs, which is --massless --unsorted
              --massless           take muons as massless, as the published notebook and program do
              --unsorted           aod-reduction: take the first two muons in file order, not the two hardest
              --option KEY=VALUE   option of the reader; may be given several times""";

    /** The two published reductions. */
    enum Algorithm {
        AOD("aod-reduction"),
        SPECTRUM("nanoaod-spectrum");

        private final String optionName;

        Algorithm(String optionName) {
            this.optionName = optionName;
        }

        String optionName() {
            return optionName;
        }

        static Algorithm parse(String name) {
            return Arrays.stream(values())
                    .filter(algorithm -> algorithm.optionName.equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "--algorithm is '" + name + "' but must be aod-reduction or nanoaod-spectrum"));
        }
    }

    ReductionOptions {
        samples = List.copyOf(samples);
        readOptions = Map.copyOf(readOptions);
    }

    Selection selection() {
        return algorithm == Algorithm.AOD ? new AodSelection(sortMuons, massless) : new SpectrumSelection(massless);
    }

    static ReductionOptions parse(String... args) {
        Map<String, String> single = new LinkedHashMap<>();
        Map<String, String> readOptions = new LinkedHashMap<>();
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String name = args[i];
            if (name.equals("--massless") || name.equals("--unsorted")) {
                single.put(name, "true");
                continue;
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = args[++i];
            switch (name) {
                case "--sample" -> samples.add(Sample.parse(value));
                case "--input" -> samples.add(new Sample(samples.size(), "input", 0, List.of(value.split(";", -1))));
                case "--option" -> {
                    int equals = value.indexOf('=');
                    if (equals < 1) {
                        throw new IllegalArgumentException("--option '" + value + "' is not KEY=VALUE");
                    }
                    readOptions.put(value.substring(0, equals), value.substring(equals + 1));
                }
                case "--compat" -> {
                    if (reference(value)) {
                        single.put("--massless", "true");
                        single.put("--unsorted", "true");
                    }
                }
                case "--algorithm", "--output", "--tree", "--format", "--muons" -> single.put(name, value);
                default -> throw new IllegalArgumentException("unknown argument " + name);
            }
        }
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("--input or --sample is missing");
        }
        return new ReductionOptions(
                Algorithm.parse(required(single, "--algorithm")),
                samples,
                required(single, "--output"),
                single.getOrDefault("--tree", "Events"),
                single.getOrDefault("--format", "root"),
                single.get("--muons"),
                single.containsKey("--massless"),
                !single.containsKey("--unsorted"),
                readOptions);
    }

    private static boolean reference(String mode) {
        if (mode.equals("reference") || mode.equals("fixed")) {
            return mode.equals("reference");
        }
        throw new IllegalArgumentException("--compat is '" + mode + "' but must be fixed or reference");
    }

    private static String required(Map<String, String> values, String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
