package io.farseek.benchmarks.demo;

import java.io.PrintStream;
import java.util.Locale;

/** Says on the terminal what is being done and how long it took. On a terminal the line under way is rewritten; elsewhere only ends are told. */
final class Progress {
    private static final long REDRAW_NANOS = 200_000_000;

    private final PrintStream out;
    private final boolean interactive;
    private final long startNanos = System.nanoTime();
    private String step = "";
    private long stepNanos;
    private long drawnNanos;
    private int drawn;

    Progress(PrintStream out, boolean interactive) {
        this.out = out;
        this.interactive = interactive;
    }

    synchronized void begin(String what) {
        step = what;
        stepNanos = System.nanoTime();
        drawnNanos = 0;
        draw(what + " ...");
    }

    /** Tells how far the step has come; cheap to call often. */
    synchronized void at(String detail) {
        if (interactive && System.nanoTime() - drawnNanos > REDRAW_NANOS) {
            draw(step + ": " + detail);
        }
    }

    synchronized void end(String result) {
        draw("");
        out.printf(
                Locale.ROOT,
                "%s[%5.1f s] %s: %s (%.1f s)%n",
                interactive ? "\r" : "",
                seconds(startNanos),
                step,
                result,
                seconds(stepNanos));
        out.flush();
        drawn = 0;
    }

    double secondsSoFar() {
        return seconds(startNanos);
    }

    private void draw(String line) {
        if (interactive) {
            String shown = line.isEmpty() ? "" : String.format(Locale.ROOT, "[%5.1f s] %s", seconds(startNanos), line);
            out.print("\r" + shown + " ".repeat(Math.max(0, drawn - shown.length())));
            out.flush();
            drawn = shown.length();
            drawnNanos = System.nanoTime();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
