package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.store.FrontSettings;
import io.farseek.benchmarks.store.StoreFront;
import io.farseek.benchmarks.store.StoreProcess;
import io.farseek.benchmarks.tool.CommandLine;
import io.farseek.spark.heatmap.HeatMap;
import io.farseek.spark.heatmap.TextHeatMap;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/** The demo's main program. Exit codes: 0 done, 1 failed (with a sentence), 2 misused, 130 interrupted. */
public final class Demo {
    private static final int FILES = 4;
    private static final int WARM_UP_EVENTS = 20_000;

    private final DemoOptions options;
    private final PrintStream out;
    private final boolean terminal;
    private final Progress progress;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Demo(DemoOptions options, PrintStream out, boolean terminal) {
        this.options = options;
        this.out = out;
        this.terminal = terminal;
        this.progress = new Progress(out, terminal);
    }

    @SuppressWarnings("SystemOut") // Its output is what the demo is for.
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, terminalCharset());
        if (CommandLine.asksForHelp(List.of(arguments))) {
            out.print(DemoOptions.HELP);
            return;
        }
        int code = 0;
        AtomicBoolean interrupted = new AtomicBoolean();
        try {
            Demo demo = new Demo(DemoOptions.parse(arguments), out, Boolean.getBoolean("farseek.terminal"));
            Thread hook = new Thread(
                    () -> {
                        interrupted.set(true);
                        out.println("\nInterrupted: stopping; nothing is left behind.");
                        demo.close();
                    },
                    "demo-interrupted");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                demo.run();
            } finally {
                demo.close();
                removeHook(hook);
            }
        } catch (DemoFailure failure) {
            System.err.println("\nfarseek demo: " + failure.getMessage());
            code = failure.exitCode();
        } catch (Exception | OutOfMemoryError failure) {
            // Spark throws checked exceptions that no signature names. What an interrupt breaks off fails on the way,
            // and is no news.
            if (!interrupted.get()) {
                System.err.println("\nfarseek demo: " + Failures.sentence(failure));
            }
            code = 1;
        }
        if (code != 0 && !interrupted.get()) {
            System.exit(code);
        }
    }

    private void run() throws DemoFailure, IOException {
        checkPage();
        WorkFolder work =
                open(WorkFolder.create(Path.of(System.getProperty("java.io.tmpdir")), options.bytes(), options.keep()));
        work.markKept();
        System.setProperty("farseek.demo.log", work.path().resolve("demo.log").toString());
        StoreFront front = startStore(work);
        progress.begin("Spark");
        DemoSession session = open(DemoSession.start(options.store().hadoop(front.endpoint(), work), work));
        progress.end(session.spark().version() + " with " + DemoSession.slots() + " task slots, Farseek plugin on");

        EventFiles files =
                new EventFiles(options.store().folder(), options.format(), options.events(), FILES, options.ballast());
        Reduction truth = write(session, files, work, front);
        warmUp(session, work);
        Comparison comparison = new Comparison(read(session, files, front));
        for (ReadRun run : comparison.runs()) {
            if (!run.result().sameAs(truth)) {
                throw new DemoFailure("The run \"" + run.name() + "\" did not find the events that were written: "
                        + run.result().events() + " events with " + run.result().pairs() + " pairs instead of "
                        + truth.events() + " with " + truth.pairs()
                        + ". Please report this with the options you used.");
            }
        }
        report(comparison, work);
    }

    private StoreFront startStore(WorkFolder work) throws DemoFailure, IOException {
        progress.begin("Store");
        String classPath = System.getProperty(options.store().classPathProperty(), "");
        if (classPath.isEmpty()) {
            throw new DemoFailure("The store's class path is not set: start the demo with ./farseek demo.");
        }
        int heapMegabytes = (int) (512 + 3 * (options.bytes() >> 20));
        StoreProcess store = open(options.store().start(classPath, heapMegabytes, work));
        FrontSettings settings = new FrontSettings(options.ttfb(), options.megabytesPerSecond() * 1_000_000L, 256);
        try {
            StoreFront front = open(StoreFront.start(store.endpoint(), settings, options.port()));
            progress.end(options.store().title() + " at " + front.endpoint() + ", first byte after "
                    + options.ttfb().toMillis() + " ms"
                    + (options.megabytesPerSecond() == 0
                            ? ""
                            : ", " + options.megabytesPerSecond() + " MB/s a connection"));
            return front;
        } catch (BindException taken) {
            throw new DemoFailure(
                    "Port " + options.port()
                            + " is taken: choose another with --port, or leave --port out for a free one.",
                    taken);
        }
    }

    private Reduction write(DemoSession session, EventFiles files, WorkFolder work, StoreFront front)
            throws IOException {
        progress.begin("Events");
        session.readAhead(true);
        long before = front.log().count();
        Reduction truth = files.write(session.spark(), session.hadoop(), work.folder("spool"));
        long bytes = front.log().since(before).stream()
                .mapToLong(each -> each.sent())
                .sum();
        progress.end(String.format(
                Locale.ROOT,
                "%,d generated and written to %s as %d %s files, %.1f MB",
                truth.events(),
                files.folder(),
                FILES,
                files.format(),
                bytes / 1e6));
        return truth;
    }

    /** Loads and compiles what both runs use, on local files, so that the first run does not pay for it alone. */
    private void warmUp(DemoSession session, WorkFolder work) throws IOException {
        progress.begin("Warm-up");
        String folder = work.folder("warm-up").toUri().toString();
        EventFiles few = new EventFiles(folder, options.format(), WARM_UP_EVENTS, 2, options.ballast());
        few.write(session.spark(), session.hadoop(), work.folder("spool"));
        for (int round = 0; round < 2; round++) {
            SpectrumJob.run(session.spark(), few, folder);
        }
        progress.end("the job ran on local files");
    }

    private List<ReadRun> read(DemoSession session, EventFiles files, StoreFront front) throws IOException {
        RunMeter meter = new RunMeter(session.spark(), front.log(), progress);
        List<ReadRun> runs = new ArrayList<>();
        String scheme = options.store().scheme();
        session.readAhead(false);
        runs.add(meter.measure("no read-ahead", scheme, () -> SpectrumJob.run(session.spark(), files, files.folder())));
        if (options.withS3a()) {
            session.readAhead(true);
            String folder = files.folder().replaceFirst("^s3:", "s3a:");
            runs.add(meter.measure("S3A", "s3a", () -> SpectrumJob.run(session.spark(), files, folder)));
        }
        session.readAhead(true);
        runs.add(meter.measure("Farseek", scheme, () -> SpectrumJob.run(session.spark(), files, files.folder())));
        return runs;
    }

    private void report(Comparison comparison, WorkFolder work) throws DemoFailure, IOException {
        int width = terminalWidth();
        boolean unicode = terminalCharset().equals(StandardCharsets.UTF_8);
        ReadRun first = comparison.runs().get(0);
        ReadRun last = comparison.runs().get(comparison.runs().size() - 1);
        out.printf(
                "%nDimuon mass spectrum, %,d pairs of opposite charge in %,d events%n%n",
                first.result().pairs(), first.result().events());
        out.println(new TextSpectrum(width, unicode)
                .render(SpectrumCurve.of(first.result().spectrum(), Math.min(110, width - 14))));
        out.println(Comparison.text(comparison.peaks()));
        for (ReadRun run : List.of(first, last)) {
            for (HeatMap map : run.heatMaps()) {
                out.println(new TextHeatMap(Math.min(100, width), terminal && unicode, HeatMap.Measure.FREQUENCY)
                        .render(map));
            }
        }
        out.println(Comparison.text(comparison.table()));
        String headline = comparison.headline();
        out.println(headline);
        out.println("Every event was read exactly once in each run, and the spectra are identical bin by bin.");
        writePage(headline, comparison);
        if (options.keep()) {
            out.println("Kept: " + work.path());
        }
        out.printf(Locale.ROOT, "Done in %.0f s.%n", progress.secondsSoFar());
    }

    private void checkPage() throws DemoFailure {
        Path page = options.html().map(Path::toAbsolutePath).orElse(null);
        if (page != null && (!Files.isWritable(page.getParent()) || Files.isDirectory(page))) {
            throw new DemoFailure("The page cannot be written to " + page
                    + ": name a file in a folder that exists and is" + " writable with --html, or use --html none.");
        }
    }

    private void writePage(String headline, Comparison comparison) throws DemoFailure {
        Path page = options.html().map(Path::toAbsolutePath).orElse(null);
        if (page == null) {
            return;
        }
        String setup = String.format(
                Locale.ROOT,
                "%,d generated events as %s on %s on this machine, first byte after %d ms, %s a connection; Spark with %d"
                        + " task slots on %d cores, Java %s.",
                options.events(),
                options.format().equals("root") ? "ROOT files" : "Parquet",
                options.store() == DemoStore.S3
                        ? "an S3 store"
                        : options.store().title(),
                options.ttfb().toMillis(),
                options.megabytesPerSecond() == 0 ? "no bandwidth limit" : options.megabytesPerSecond() + " MB/s",
                DemoSession.slots(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        try {
            Path draft = Files.createTempFile(page.getParent(), "farseek-demo", ".html");
            try {
                Files.writeString(draft, DemoPage.render(headline, setup, comparison));
                Files.move(draft, page, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
            out.println("Plots: " + page);
        } catch (IOException e) {
            throw new DemoFailure(
                    "The page could not be written to " + page + " (" + e.getMessage()
                            + "): make room or name another file with --html.",
                    e);
        }
    }

    private <T extends AutoCloseable> T open(T resource) {
        synchronized (open) {
            open.push(resource);
        }
        return resource;
    }

    /** Closes everything once, last opened first, whatever fails. */
    private void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        synchronized (open) {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception closing) {
                    // The rest must still be closed, and there is nothing to save.
                }
            }
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException goingDown) {
            // The hook is running, which is what it is for.
        }
    }

    private static Charset terminalCharset() {
        String locale = System.getenv().getOrDefault("LC_ALL", "")
                + System.getenv().getOrDefault("LC_CTYPE", "")
                + System.getenv().getOrDefault("LANG", "");
        return locale.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8")
                ? StandardCharsets.UTF_8
                : StandardCharsets.US_ASCII;
    }

    private static int terminalWidth() {
        try {
            int columns = Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "100"));
            return Math.max(60, Math.min(200, columns));
        } catch (NumberFormatException unknown) {
            return 100;
        }
    }
}
