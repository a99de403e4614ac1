package io.farseek.benchmarks.variants;

import io.farseek.benchmarks.tool.CommandLine;
import io.farseek.readahead.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The {@code farseek bench variants} tool: tables of what the read-ahead gains and costs when the network, the readers or the memory are
 * others than usual, with the same settings in all of them. Exit codes: 0 done, 1 failed, 2 misused.
 */
public final class Variants {
    private static final int KIB = 1 << 10;
    private static final long MIB = 1 << 20;
    private static final long OBJECT_BYTES = 256 * MIB;
    private static final long SEED = 1;
    static final double SHARED_BYTES_PER_SECOND = 200e6;
    private static final String COLUMNS =
            "variant,pattern,value,seconds,plain_seconds,requests,moved_bytes,useful_bytes,most_held_bytes";

    private static final String HELP = CommandLine.help("variants");

    private final PrintStream out;
    private final List<String> lines = new ArrayList<>();

    private Variants(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (CommandLine.asksForHelp(arguments)) {
            out.print(HELP);
            return 0;
        }
        List<String> known = List.of("network", "think", "readers", "memory", "tail");
        CommandLine line;
        try {
            line = new CommandLine().out("").option("--page", "").words(known).parse(arguments);
        } catch (IllegalArgumentException misuse) {
            err.print("farseek bench variants: " + misuse.getMessage() + System.lineSeparator() + HELP);
            return 2;
        }
        try {
            List<String> lines = new ArrayList<>(List.of(COLUMNS));
            for (String each : line.words().isEmpty() ? known : line.words()) {
                ByteArrayOutputStream table = new ByteArrayOutputStream();
                Variants variants = new Variants(new PrintStream(table, true, StandardCharsets.UTF_8));
                variants.table(each);
                lines.addAll(variants.lines);
                String text = table.toString(StandardCharsets.UTF_8);
                out.println(text);
                if (line.given("--page")) {
                    Path page = Path.of(line.text("--page"));
                    Files.writeString(page, replaced(Files.readString(page), each, text));
                }
            }
            if (line.given("--out")) {
                Files.write(line.out(), lines);
            }
            return 0;
        } catch (IOException failure) {
            err.println("farseek bench variants: " + failure.getMessage());
            return 1;
        }
    }

    /** The patterns of the tables; one object of 256 MiB each. */
    static List<Trace> patterns() {
        return List.of(
                Trace.sequential(OBJECT_BYTES, 1024 * KIB),
                random(),
                skips(),
                Trace.steps("backward", OBJECT_BYTES, OBJECT_BYTES / 2, -64L * KIB, 64 * KIB, 400),
                rows(),
                Trace.baskets(OBJECT_BYTES, 61, 5, 64 * KIB, false, SEED),
                Trace.columnChunks(OBJECT_BYTES, 32, 1900 * KIB));
    }

    static Trace random() {
        return Trace.random(OBJECT_BYTES, 16 * KIB, 499, SEED);
    }

    static Trace skips() {
        return Trace.skips(OBJECT_BYTES, 32 * KIB, 482, SEED);
    }

    static Trace rows() {
        return Trace.baskets(OBJECT_BYTES, 61, 5, 64 * KIB, true, SEED);
    }

    private void table(String variant) throws IOException {
        switch (variant) {
            case "network" -> network();
            case "think" -> think();
            case "readers" -> readers();
            case "memory" -> memory();
            default -> tail();
        }
    }

    /** A page with another table of that variant; its heading, which ends with a colon there, stays as it is. */
    static String replaced(String page, String variant, String table) throws IOException {
        String begin = "<!-- variants " + variant + " -->\n";
        int from = page.indexOf(begin);
        int to = from < 0 ? -1 : page.indexOf("<!-- end -->", from);
        if (to < 0) {
            throw new IOException("the page has no " + begin.strip() + " with an <!-- end --> after it");
        }
        return page.substring(0, from + begin.length()) + table.substring(table.indexOf('|')) + page.substring(to);
    }

    private void network() throws IOException {
        List<String> names = new ArrayList<>();
        List<Situation> situations = new ArrayList<>();
        for (int millis : new int[] {5, 20, 100}) {
            for (int megabytes : new int[] {10, 60, 200}) {
                names.add(millis + " ms, " + megabytes + " MB/s");
                situations.add(Situation.USUAL.at(millis / 1e3, megabytes * 1e6));
            }
        }
        out.println("Times as fast as one request a read; bytes moved per byte wanted");
        compare("network", names, situations, patterns());
    }

    private void think() throws IOException {
        List<String> names = new ArrayList<>();
        List<Situation> situations = new ArrayList<>();
        for (int millis : new int[] {0, 2, 20}) {
            names.add(millis + " ms");
            situations.add(Situation.USUAL.thinking(millis / 1e3));
        }
        out.println(
                "Seconds with what the readers think, the same with one request a read; bytes moved per byte wanted");
        compareSeconds("think", names, situations, patterns());
    }

    private void readers() throws IOException {
        List<String> names = new ArrayList<>();
        List<Situation> situations = new ArrayList<>();
        for (boolean one : new boolean[] {true, false}) {
            for (int readers : new int[] {1, 8, 32}) {
                names.add(readers + (one ? " on one file" : " on a file each"));
                situations.add(Situation.USUAL.shared(readers, one, SHARED_BYTES_PER_SECOND));
            }
        }
        out.println(
                "Readers that share 200 MB/s. Seconds, the same with one request a read; bytes moved per byte wanted");
        compareSeconds("readers", names, situations, List.of(random(), skips(), rows()));
    }

    private void memory() throws IOException {
        List<Integer> sizes = List.of(16, 32, 64, 256);
        head("pool of", sizes.stream().map(each -> each + " MiB").toList());
        for (Trace each : patterns()) {
            StringBuilder row = new StringBuilder("| " + each.name() + " |");
            for (int size : sizes) {
                Outcome outcome = simulated("memory", size + " MiB", Situation.USUAL.within(size * MIB), each);
                row.append(String.format(
                        Locale.ROOT,
                        " %.2f s, %.1f MiB held |",
                        outcome.seconds(),
                        outcome.mostHeldBytes() / (double) MIB));
            }
            out.println(row);
        }
    }

    private void tail() throws IOException {
        out.println("4000 reads, one first byte in a hundred after 400 ms");
        head("", List.of("median", "99 %", "99.9 %", "requests"));
        for (boolean hedging : new boolean[] {true, false}) {
            Simulation.Tail tail = Simulation.tail(hedging, 4000, 0.4);
            out.printf(
                    Locale.ROOT,
                    "| %s | %.1f ms | %.1f ms | %.1f ms | %d |%n",
                    hedging ? "hedging" : "no hedging",
                    tail.median() * 1e3,
                    tail.p99() * 1e3,
                    tail.p999() * 1e3,
                    tail.requests());
        }
    }

    private void compare(String variant, List<String> names, List<Situation> situations, List<Trace> traces)
            throws IOException {
        head("", names);
        for (Trace trace : traces) {
            StringBuilder row = new StringBuilder("| " + trace.name() + " |");
            for (int i = 0; i < names.size(); i++) {
                Outcome outcome = simulated(variant, names.get(i), situations.get(i), trace);
                row.append(
                        String.format(Locale.ROOT, " %.1f; %.1f |", outcome.timesAsFast(), outcome.movedPerUseful()));
            }
            out.println(row);
        }
    }

    private void compareSeconds(String variant, List<String> names, List<Situation> situations, List<Trace> traces)
            throws IOException {
        head("", names);
        for (Trace trace : traces) {
            StringBuilder row = new StringBuilder("| " + trace.name() + " |");
            for (int i = 0; i < names.size(); i++) {
                Outcome outcome = simulated(variant, names.get(i), situations.get(i), trace);
                row.append(String.format(
                        Locale.ROOT,
                        " %.2f, %.2f; %.1f |",
                        outcome.seconds(),
                        outcome.plainSeconds(),
                        outcome.movedPerUseful()));
            }
            out.println(row);
        }
    }

    private Outcome simulated(String variant, String value, Situation situation, Trace trace) throws IOException {
        Outcome outcome = Simulation.run(situation, trace);
        lines.add(String.format(
                Locale.ROOT,
                "%s,\"%s\",\"%s\",%.4f,%.4f,%d,%d,%d,%d",
                variant,
                trace.name(),
                value,
                outcome.seconds(),
                outcome.plainSeconds(),
                outcome.requests(),
                outcome.movedBytes(),
                outcome.usefulBytes(),
                outcome.mostHeldBytes()));
        return outcome;
    }

    private void head(String first, List<String> columns) {
        out.println();
        out.println("| " + first + " | " + String.join(" | ", columns) + " |");
        out.println("|---".repeat(columns.size() + 1) + "|");
    }
}
