package io.farseek.benchmarks.dimuon;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** How many events passed each cut. Not thread-safe. */
final class CutFlow implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<String> names;
    private final long[] counts;

    CutFlow(List<String> names) {
        this.names = List.copyOf(names);
        this.counts = new long[names.size()];
    }

    void pass(int cut) {
        counts[cut]++;
    }

    void merge(CutFlow other) {
        if (!names.equals(other.names)) {
            throw new IllegalArgumentException("cut flows of different selections: " + names + ", " + other.names);
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    List<String> names() {
        return names;
    }

    long count(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no cut '" + name + "' among " + names);
        }
        return counts[index];
    }

    boolean isEmpty() {
        return Arrays.stream(counts).allMatch(count -> count == 0);
    }
}
