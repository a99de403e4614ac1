package io.farseek.root.ntuple;

import io.farseek.root.column.ByteColumn;
import io.farseek.root.column.Column;
import io.farseek.root.column.DoubleColumn;
import io.farseek.root.column.FloatColumn;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.LongColumn;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.ShortColumn;
import io.farseek.root.column.StructColumn;
import io.farseek.root.column.TextColumn;
import java.util.BitSet;
import java.util.stream.IntStream;

/** Values moved to new places, with nulls where a place has no value. */
final class Spread {

    private Spread() {}

    /** {@code sources} has, for each place, the value to put there, or -1 for null. */
    static Column of(Column values, int[] sources) {
        BitSet nulls = new BitSet();
        for (int i = 0; i < sources.length; i++) {
            nulls.set(i, sources[i] < 0 || values.isNull(sources[i]));
        }
        Column out = copy(values, sources);
        out.nulls(nulls.isEmpty() ? null : nulls);
        return out;
    }

    private static Column copy(Column values, int[] sources) {
        if (values instanceof StructColumn struct) {
            Column[] fields = new Column[struct.fieldCount()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = of(struct.field(i), sources);
            }
            return new StructColumn((StructType) struct.type(), fields, sources.length);
        }
        if (values instanceof ListColumn list) {
            int[] offsets = new int[sources.length + 1];
            IntStream.Builder inner = IntStream.builder();
            for (int i = 0; i < sources.length; i++) {
                int from = sources[i] < 0 ? 0 : list.offsets()[sources[i]];
                int to = sources[i] < 0 ? 0 : list.offsets()[sources[i] + 1];
                IntStream.range(from, to).forEach(inner::add);
                offsets[i + 1] = offsets[i] + to - from;
            }
            return new ListColumn(
                    (ListType) list.type(), of(list.elements(), inner.build().toArray()), offsets, sources.length);
        }
        Column out = Column.create(values.type(), sources.length);
        for (int source : sources) {
            if (source < 0) {
                out.appendDefault();
            } else {
                append(values, source, out);
            }
        }
        return out;
    }

    private static void append(Column values, int source, Column out) {
        if (values instanceof TextColumn text) {
            int start = text.offsets()[source];
            ((TextColumn) out).append(text.bytes(), start, text.offsets()[source + 1] - start);
        } else if (values instanceof ByteColumn bytes) {
            ((ByteColumn) out).append(bytes.valueByte(source));
        } else if (values instanceof ShortColumn shorts) {
            ((ShortColumn) out).append(shorts.valueShort(source));
        } else if (values instanceof IntColumn ints) {
            ((IntColumn) out).append(ints.valueInt(source));
        } else if (values instanceof LongColumn longs) {
            ((LongColumn) out).append(longs.valueLong(source));
        } else if (values instanceof FloatColumn floats) {
            ((FloatColumn) out).append(floats.valueFloat(source));
        } else {
            ((DoubleColumn) out).append(((DoubleColumn) values).valueDouble(source));
        }
    }
}
