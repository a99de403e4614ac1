package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.ByteColumn;
import io.farseek.root.column.Column;
import io.farseek.root.column.DoubleColumn;
import io.farseek.root.column.FloatColumn;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.LongColumn;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.column.ShortColumn;
import io.farseek.root.file.DecompressionPool.Pending;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column in one cluster, decoded page by page when they are asked for. Values before the first of a column that was added late are
 * zero.
 */
final class ColumnData {

    private final List<Pending<Object>> pages;
    private final @Nullable Object[] decoded;
    private final long[] starts;
    private final long zeros;
    private final boolean unsigned;
    private int last;

    /** {@code zeros} values come before those of the pages; with no pages at all, every value of a late column is zero. */
    ColumnData(ColumnInfo column, ColumnPages stored, List<Pending<Object>> pages, long zeros) {
        this.pages = pages;
        this.decoded = new Object[pages.size()];
        this.zeros = pages.isEmpty() && column.firstElement() > 0 ? Long.MAX_VALUE / 2 : zeros;
        this.starts = new long[pages.size() + 1];
        starts[0] = this.zeros;
        for (int i = 0; i < pages.size(); i++) {
            starts[i + 1] = starts[i] + stored.count(i);
        }
        int type = column.type();
        this.unsigned =
                type == 0x04 || type == 0x06 || type == 0x08 || type == 0x12 || type == 0x14 || type <= ColumnInfo.BYTE;
    }

    /** Forgets the pages before the one read last: the next batch begins there or later. */
    void forget() {
        Arrays.fill(decoded, 0, Math.min(last, decoded.length), null);
    }

    private Object values(int page) throws IOException {
        Object values = decoded[page];
        if (values == null) {
            values = pages.get(page).await();
            decoded[page] = values;
        }
        return values;
    }

    private long end() {
        return starts[pages.size()];
    }

    void require(long from, long to) throws CorruptDataException {
        if (from < 0 || to < from || to > end() || to - from > Integer.MAX_VALUE - 8) {
            throw new CorruptDataException(
                    "values " + from + " to " + to + " of a column that has " + end() + " in this cluster");
        }
    }

    /** An index; the one before the first is 0. */
    long index(long at) throws IOException {
        if (at < zeros) {
            return 0;
        }
        require(at, at + 1);
        int page = page(at);
        return ((long[]) values(page))[(int) (at - starts[page])];
    }

    /** The indexes {@code [from, to)}, which count from {@code start}, to {@code out[1]} and on. */
    void offsets(long from, long to, long start, int[] out) throws IOException {
        int i = 1;
        long at = Math.max(from, Math.min(to, zeros));
        Arrays.fill(out, i, i + (int) (at - from), 0);
        i += (int) (at - from);
        while (at < to) {
            int page = page(at);
            long[] ends = (long[]) values(page);
            int first = (int) (at - starts[page]);
            int count = (int) (Math.min(to, starts[page + 1]) - at);
            long previous = out[i - 1];
            boolean possible = true;
            for (int k = first; k < first + count; k++) {
                long end = ends[k] - start;
                possible &= end >= previous && end <= Integer.MAX_VALUE - 8;
                previous = end;
                out[i++] = (int) end;
            }
            if (!possible) {
                throw new CorruptDataException("a collection index that runs backwards or too far");
            }
            at += count;
        }
    }

    private int page(long at) {
        if (last < pages.size() && starts[last] <= at && at < starts[last + 1]) {
            return last;
        }
        int low = 0;
        int high = pages.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts[middle] <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        last = low;
        return low;
    }

    /** Appends the values to a column of a primitive type, converting where the field's type is wider than its column. */
    void copy(long from, long to, Column out) throws IOException {
        require(from, to);
        long at = from;
        for (; at < Math.min(to, zeros); at++) {
            out.appendDefault();
        }
        while (at < to) {
            int page = page(at);
            int start = (int) (at - starts[page]);
            int count = (int) (Math.min(to, starts[page + 1]) - at);
            copy(values(page), start, count, out);
            at += count;
        }
    }

    private void copy(Object page, int start, int count, Column out) {
        if (page instanceof byte[] && out instanceof ByteColumn column && out.type() != Primitive.BOOL) {
            System.arraycopy(page, start, column.reserve(count), column.size(), count);
            column.filled(count);
        } else if (page instanceof short[] && out instanceof ShortColumn column) {
            System.arraycopy(page, start, column.reserve(count), column.size(), count);
            column.filled(count);
        } else if (page instanceof int[] && out instanceof IntColumn column) {
            System.arraycopy(page, start, column.reserve(count), column.size(), count);
            column.filled(count);
        } else if (page instanceof long[] && out instanceof LongColumn column) {
            System.arraycopy(page, start, column.reserve(count), column.size(), count);
            column.filled(count);
        } else if (page instanceof float[] && out instanceof FloatColumn column) {
            System.arraycopy(page, start, column.reserve(count), column.size(), count);
            column.filled(count);
        } else if (page instanceof double[] && out instanceof DoubleColumn column) {
            System.arraycopy(page, start, column.reserve(count), column.size(), count);
            column.filled(count);
        } else {
            for (int i = start; i < start + count; i++) {
                convert(page, i, out);
            }
        }
    }

    private void convert(Object page, int i, Column out) {
        if (out instanceof DoubleColumn column) {
            column.append(Array.getDouble(page, i));
        } else if (out instanceof FloatColumn column) {
            column.append(page instanceof double[] doubles ? (float) doubles[i] : Array.getFloat(page, i));
        } else {
            long value = integer(page, i);
            if (out instanceof LongColumn column) {
                column.append(value);
            } else if (out instanceof IntColumn column) {
                column.append((int) value);
            } else if (out instanceof ShortColumn column) {
                column.append((short) value);
            } else {
                ((ByteColumn) out).append(out.type() == Primitive.BOOL ? (byte) (value == 0 ? 0 : 1) : (byte) value);
            }
        }
    }

    private long integer(Object page, int i) {
        long value = Array.getLong(page, i);
        if (!unsigned) {
            return value;
        }
        return page instanceof byte[]
                ? value & 0xff
                : page instanceof short[] ? value & 0xffff : page instanceof int[] ? value & 0xffffffffL : value;
    }

    /** The bytes of a text column. */
    void bytes(long from, long to, byte[] out) throws IOException {
        require(from, to);
        long at = Math.max(from, Math.min(to, zeros));
        while (at < to) {
            int page = page(at);
            int start = (int) (at - starts[page]);
            int count = (int) (Math.min(to, starts[page + 1]) - at);
            System.arraycopy(values(page), start, out, (int) (at - from), count);
            at += count;
        }
    }
}
