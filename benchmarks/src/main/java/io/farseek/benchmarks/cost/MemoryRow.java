package io.farseek.benchmarks.cost;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What reading held in memory at most, in bytes.
 *
 * @param kept by the pool, without what was being fetched at that moment
 * @param held by the pool, with it
 * @param idle reachable in the heap after one file had been read
 * @param live reachable in the heap while readers read
 * @param direct in direct buffers
 * @param resident of the whole process; 0 where the system does not say
 */
record MemoryRow(long kept, long held, long idle, long live, long direct, long resident) {
    static MemoryRow parse(String line) {
        List<Long> numbers = Stream.of(line.split(" ", -1)).map(Long::valueOf).toList();
        return new MemoryRow(
                numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4), numbers.get(5));
    }

    /** Cells of a Markdown table, in MiB. */
    String cells() {
        return Stream.of(kept, held, idle, live, direct, resident)
                .map(each -> String.format(Locale.ROOT, "%.1f", each / 1048576.0))
                .reduce((left, right) -> left + " | " + right)
                .orElseThrow();
    }
}
