package io.farseek.root.truth;

import io.farseek.root.column.BatchReader;
import io.farseek.root.column.Column;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.Scan;
import io.farseek.root.column.StructColumn;
import io.farseek.root.column.TextColumn;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileSystem;

/**
 * What uproot finds in branches where the truth is wrong or has nothing: the number of their values, the sum and a sum of mixed bits, which is equal
 * for equal values in any order.
 */
final class SecondReader {

    /** Sums over the values of a branch as doubles, all lists and records opened. */
    private static final class Sums {
        private long count;
        private double sum;
        private long mixed;
        private long mixedFloats;

        void add(Column column, int from, int to) {
            if (column instanceof ListColumn list) {
                add(list.elements(), list.offsets()[from], list.offsets()[to]);
            } else if (column instanceof StructColumn struct) {
                List<Field> fields = ((StructType) struct.type()).fields();
                for (int i = 0; i < struct.fieldCount(); i++) {
                    // members of TObject, which it leaves out
                    if (!fields.get(i).name().equals("fUniqueID")
                            && !fields.get(i).name().equals("fBits")) {
                        add(struct.field(i), from, to);
                    }
                }
            } else if (column instanceof TextColumn) {
                throw new IllegalStateException("text is not compared with the second reader");
            } else {
                for (int i = from; i < to; i++) {
                    add(number(column.get(i)));
                }
            }
        }

        private void add(double value) {
            count++;
            sum += value;
            mixed += mix64(Double.doubleToLongBits(value));
            mixedFloats += mix64(Double.doubleToLongBits((float) value));
        }
    }

    private static final Map<String, List<String>> FOUND = read();

    private SecondReader() {}

    private static Map<String, List<String>> read() {
        Map<String, List<String>> found = new HashMap<>();
        try {
            for (String line : TruthLists.lines("second-reader.txt")) {
                String[] cells = line.split("\\|", -1);
                found.put(
                        TruthLists.key(cells[0], cells[1], cells[2]),
                        List.of(cells[3], cells[4], cells[5], cells.length > 6 ? cells[6] : ""));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /** Whether it found values for that branch. */
    static boolean knows(String file, String tree, String path) {
        return FOUND.containsKey(TruthLists.key(file, tree, path));
    }

    /** Null when it found what the scan of that branch gives. */
    static String difference(FileSystem fileSystem, Scan scan, String file, String tree, String path)
            throws IOException {
        Sums sums = new Sums();
        try (BatchReader reader = scan.open(fileSystem, new ReadOptions(1000, 1 << 20, 1, true, true))) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                sums.add(batch.columns().get(0), 0, batch.rows());
            }
        }
        // it multiplies packed numbers by 1 / factor where ROOT divides, so that the last bit differs: those are
        // compared as floats
        List<String> expected = FOUND.get(TruthLists.key(file, tree, path));
        double sum = Double.parseDouble(expected.get(1));
        boolean sameSum = Double.isNaN(sum)
                ? Double.isNaN(sums.sum)
                : sum == sums.sum || Math.abs(sum - sums.sum) <= 1e-6 * Math.max(1, Math.abs(sum));
        if (sums.count == Long.parseLong(expected.get(0))
                && (expected.get(3).equals("float") ? sums.mixedFloats : sums.mixed)
                        == Long.parseUnsignedLong(expected.get(2), 16)
                && sameSum) {
            return null;
        }
        return "second reader: count " + sums.count + " expected " + expected.get(0) + ", sum " + sums.sum
                + " expected " + sum + ", mixed bits " + Long.toHexString(sums.mixed) + " expected " + expected.get(2);
    }

    private static double number(Object value) {
        if (value == null) {
            return 0;
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        return value instanceof BigInteger big ? big.doubleValue() : ((Number) value).doubleValue();
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
    private static long mix64(long bits) {
        long z = bits;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
