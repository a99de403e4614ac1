package io.farseek.root.write;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The sample tree for tests outside this package. */
public final class SparkSample implements RootFileWriter.Content {
    private final WrittenSample sample;

    public SparkSample(int entries) {
        sample = new WrittenSample(entries);
    }

    @Override
    public void writeTo(RootFileWriter file) throws IOException {
        sample.writeTo(file);
    }

    /** Number of values and their sum, by branch. */
    public Map<String, double[]> sums() {
        Map<String, double[]> sums = new TreeMap<>();
        sample.expected().forEach((name, value) -> sums.put(name, new double[] {value.count(), value.sum()}));
        return sums;
    }
}
