package io.farseek.benchmarks.scaling;

import io.farseek.benchmarks.dimuon.DimuonDataset;
import io.farseek.benchmarks.store.FolderStore;
import io.farseek.benchmarks.tool.CommandLine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** The {@code farseek bench scaling} tool. Exit codes: 0 done, 1 failed or runs disagree, 2 misused. */
public final class Scaling {
    private static final String BUCKET = "scaling";

    private final ScalingOptions options;
    private final PrintStream out;

    private Scaling(ScalingOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        if (CommandLine.asksForHelp(List.of(arguments))) {
            System.out.print(ScalingOptions.HELP);
            return;
        }
        int code;
        try {
            code = new Scaling(ScalingOptions.parse(arguments), System.out).run() ? 0 : 1;
        } catch (IllegalArgumentException misuse) {
            System.err.println(
                    "farseek bench scaling: " + misuse.getMessage() + System.lineSeparator() + ScalingOptions.HELP);
            code = 2;
        } catch (IOException failure) {
            System.err.println("farseek bench scaling: " + failure.getMessage());
            code = 1;
        }
        System.exit(code);
    }

    private boolean run() throws IOException {
        Files.createDirectories(options.output());
        RunResults results = RunResults.in(options.output());
        if (!options.figuresOnly()) {
            measure(results);
        }
        new Figures(results, options.output().resolve("figures")).write();
        ShapeGates gates = new ShapeGates(results);
        out.print(gates.report());
        out.println("Results and figures: " + options.output());
        return gates.sameChecksums();
    }

    private void measure(RunResults results) throws IOException {
        List<Connector> connectors =
                Arrays.stream(Connector.values()).filter(Connector::present).toList();
        if (!connectors.contains(Connector.S3A)) {
            out.println("S3A is not on the class path and is left out.");
        }
        List<Path> files = files();
        long bytes = 0;
        for (Path each : files) {
            bytes += Files.size(each);
        }
        out.printf(
                java.util.Locale.ROOT,
                "%d files of %,d events, %.1f MB together; store %s; %d cores%n",
                files.size(),
                options.eventsPerFile(),
                bytes / 1e6,
                options.store(),
                Runtime.getRuntime().availableProcessors());
        try (FolderStore store = FolderStore.start(options.data(), options.limits())) {
            new Sweep(options, store, files, results, out).run(connectors);
        }
    }

    /** The generated files; written once, the same bytes every time. */
    private List<Path> files() throws IOException {
        Path folder = options.data().resolve(BUCKET).resolve(options.dataset());
        if (!Files.exists(folder)) {
            out.println("Generating " + options.dataset() + " ...");
            Path draft = options.data().resolve(options.dataset() + ".incomplete");
            DimuonDataset.write(
                    new Configuration(),
                    "--output",
                    draft.toUri().toString(),
                    "--events",
                    String.valueOf(options.files() * options.eventsPerFile()),
                    "--files",
                    String.valueOf(options.files()),
                    "--ballast",
                    String.valueOf(options.ballast()),
                    "--basketBytes",
                    "16000",
                    "--clusterEvents",
                    String.valueOf(options.clusterEvents()));
            Files.createDirectories(folder.getParent());
            Files.move(draft, folder);
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.toString().endsWith(".root"))
                    .sorted()
                    .toList();
        }
    }
}
