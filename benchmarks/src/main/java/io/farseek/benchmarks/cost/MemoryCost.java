package io.farseek.benchmarks.cost;

import io.farseek.benchmarks.store.FolderStore;
import io.farseek.benchmarks.store.StoreLimits;
import io.farseek.benchmarks.tool.CommandLine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The {@code farseek bench memory} tool: readers in a process whose heap has room for the budget, what is in flight, and a fixed base, and no
 * more. A process that needs more fails, and the tool with it.
 */
public final class MemoryCost {
    /** Classes, connections, the readers' own buffers, and what the garbage collector needs to work. */
    static final int BASE_MEGABYTES = 64;

    /** What may be in flight. */
    static final int IN_FLIGHT_MEGABYTES = 16;

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final long OBJECT_BYTES = 64 << 20;
    private static final int READERS = 32;
    private static final StoreLimits STORE = new StoreLimits(Duration.ofMillis(20), 60_000_000, 0, 0);

    private static final String HELP = CommandLine.help("memory");

    private MemoryCost() {}

    public static void main(String[] arguments) throws IOException {
        if (!CommandLine.goesOn("memory", HELP, arguments)) {
            return;
        }
        PrintStream out = System.out;
        out.println(
                "| reads | budget | heap | kept | held | reachable, idle | reachable, reading | direct | process |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (String pattern : List.of("sequential", "random")) {
            for (int budget : new int[] {16, 64}) {
                MemoryRow row = measure(System.getProperty("java.class.path"), pattern, budget, OBJECT_BYTES, READERS);
                out.println(
                        "| " + pattern + " | " + budget + " | " + heapMegabytes(budget) + " | " + row.cells() + " |");
            }
        }
    }

    static int heapMegabytes(int budgetMegabytes) {
        return BASE_MEGABYTES + IN_FLIGHT_MEGABYTES + budgetMegabytes;
    }

    /** Starts a store and the process, and waits for its end, at most two minutes. */
    static MemoryRow measure(String classPath, String pattern, int budgetMegabytes, long objectBytes, int readers)
            throws IOException {
        try (ObjectFolder folder = ObjectFolder.create(objectBytes);
                FolderStore store = FolderStore.start(folder.folder(), STORE)) {
            for (int i = 0; i < readers; i++) {
                folder.link("object-" + i);
            }
            Path work = folder.folder();
            return MemoryRow.parse(MeasuredProcess.lastLine(
                    work,
                    DEADLINE,
                    List.of("-Xmx" + heapMegabytes(budgetMegabytes) + "m"),
                    classPath,
                    MemoryMain.class,
                    store.endpoint().toString(),
                    String.valueOf((long) budgetMegabytes << 20),
                    String.valueOf(objectBytes),
                    String.valueOf(readers),
                    pattern));
        }
    }
}
