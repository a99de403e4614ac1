package io.farseek.root.truth;

import io.farseek.root.column.Column;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.column.RootType.Primitive;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.StructColumn;
import io.farseek.root.column.TextColumn;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Count, sum, extremes and SHA-256 of values, in the encoding of the ground truth: numbers as float64, flags as 0 or 1, text as length
 * and bytes, lists as length and elements, absent values as -1, records as their members without fUniqueID and fBits.
 */
final class ValueDigest {

    private final MessageDigest digest;
    private final ByteBuffer scratch = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    private final boolean charArraysAreText;
    private final boolean flat;
    private final boolean withBits;
    long count;
    double sum;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    long strings;

    ValueDigest(boolean charArraysAreText, boolean flat, boolean withBits) {
        this.withBits = withBits;
        this.flat = flat;
        this.charArraysAreText = charArraysAreText;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void add(Column column, int from, int to) {
        for (int i = from; i < to; i++) {
            if (column.isNull(i)) {
                length(-1);
            } else {
                value(column, i);
            }
        }
    }

    private void value(Column column, int i) {
        if (column instanceof TextColumn text) {
            int from = text.offsets()[i];
            int to = text.offsets()[i + 1];
            if (charArraysAreText && to > from && text.bytes()[from] == 0) {
                // the truth shows text that begins with a zero byte as empty
                to = from;
            }
            text(text.bytes(), from, to);
        } else if (column instanceof ListColumn list) {
            int from = list.offsets()[i];
            int to = list.offsets()[i + 1];
            ListType type = (ListType) list.type();
            if (charArraysAreText && type.element() == Primitive.INT8 && type.length() >= 0) {
                charArray(list, from, to);
            } else if (flat && type.length() >= 0 && type.element() == Primitive.BOOL) {
                bitset(list, from, to);
            } else if (flat && type.length() >= 0) {
                flat(list, from, to);
            } else {
                length(to - from);
                add(list.elements(), from, to);
            }
        } else if (column instanceof StructColumn struct) {
            record(struct, i);
        } else if (charArraysAreText && column.type() == Primitive.INT8) {
            text(new byte[] {(Byte) column.get(i)}, 0, 1);
        } else {
            number(column, i);
        }
    }

    private void bitset(ListColumn list, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Boolean.TRUE.equals(list.elements().get(i)) ? Math.scalb(1.0, i - from) : 0;
        }
        number(sum);
    }

    boolean finite() {
        return min <= max;
    }

    private void flat(ListColumn outer, int from, int to) {
        ListColumn list = outer;
        int first = from;
        int last = to;
        while (list.elements() instanceof ListColumn inner && ((ListType) inner.type()).length() >= 0) {
            first = inner.offsets()[first];
            last = inner.offsets()[last];
            list = inner;
        }
        length(last - first);
        add(list.elements(), first, last);
    }

    private void charArray(ListColumn list, int from, int to) {
        byte[] bytes = new byte[to - from];
        int length = 0;
        while (length < bytes.length && !list.elements().get(from + length).equals((byte) 0)) {
            bytes[length] = (Byte) list.elements().get(from + length);
            length++;
        }
        text(bytes, 0, length);
    }

    private void record(StructColumn struct, int i) {
        StructType type = (StructType) struct.type();
        if (type.className().startsWith("std::variant<")) {
            for (int field = 0; field < struct.fieldCount(); field++) {
                if (!struct.field(field).isNull(i)) {
                    add(struct.field(field), i, i + 1);
                }
            }
            return;
        }
        for (int field = 0; field < struct.fieldCount(); field++) {
            String name = type.fields().get(field).name();
            if (withBits || (!name.equals("fUniqueID") && !name.equals("fBits"))) {
                add(struct.field(field), i, i + 1);
            }
        }
    }

    private void text(byte[] bytes, int from, int to) {
        strings++;
        length(to - from);
        digest.update(bytes, from, to - from);
    }

    private void number(Column column, int i) {
        Object value = column.get(i);
        double number = value instanceof Boolean flag
                ? (flag ? 1 : 0)
                : value instanceof BigInteger big ? big.doubleValue() : ((Number) value).doubleValue();
        number(number);
    }

    private void number(double number) {
        count++;
        if (!Double.isNaN(number) && !Double.isInfinite(number)) {
            sum += number;
            min = Math.min(min, number);
            max = Math.max(max, number);
        }
        long bits = Double.isNaN(number) ? 0x7ff8000000000000L : Double.doubleToRawLongBits(number);
        digest.update(scratch.clear().putLong(bits).array(), 0, 8);
    }

    private void length(int length) {
        digest.update(scratch.clear().putInt(length).array(), 0, 4);
    }

    String hash() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    }
}
