package io.farseek.root.spark;

import io.farseek.root.column.ByteColumn;
import io.farseek.root.column.DoubleColumn;
import io.farseek.root.column.FloatColumn;
import io.farseek.root.column.IntColumn;
import io.farseek.root.column.LongColumn;
import io.farseek.root.column.ShortColumn;
import io.farseek.root.column.TextColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Vectors of plain values. Each keeps its array, so that an access is one array read; unsigned values are widened on the way out. */
final class ValueVectors {
    private ValueVectors() {}

    /** Flags, signed bytes, and unsigned bytes as shorts. */
    static final class Bytes extends RootVector {
        private final byte[] values;

        Bytes(ByteColumn column, DataType type) {
            super(column, type);
            this.values = column.values();
        }

        @Override
        public boolean getBoolean(int row) {
            return values[row] != 0;
        }

        @Override
        public byte getByte(int row) {
            return values[row];
        }

        @Override
        public short getShort(int row) {
            return (short) (values[row] & 0xff);
        }
    }

    /** Signed shorts, and unsigned ones as ints. */
    static final class Shorts extends RootVector {
        private final short[] values;

        Shorts(ShortColumn column, DataType type) {
            super(column, type);
            this.values = column.values();
        }

        @Override
        public short getShort(int row) {
            return values[row];
        }

        @Override
        public int getInt(int row) {
            return values[row] & 0xffff;
        }
    }

    /** Signed ints, and unsigned ones as longs. */
    static final class Ints extends RootVector {
        private final int[] values;

        Ints(IntColumn column, DataType type) {
            super(column, type);
            this.values = column.values();
        }

        @Override
        public int getInt(int row) {
            return values[row];
        }

        @Override
        public long getLong(int row) {
            return values[row] & 0xffffffffL;
        }
    }

    /** Longs, and unsigned ones as decimals. */
    static final class Longs extends RootVector {
        private final long[] values;

        Longs(LongColumn column, DataType type) {
            super(column, type);
            this.values = column.values();
        }

        @Override
        public long getLong(int row) {
            return values[row];
        }

        @Override
        public Decimal getDecimal(int row, int precision, int scale) {
            long value = values[row];
            BigDecimal exact = value >= 0
                    ? BigDecimal.valueOf(value)
                    : new BigDecimal(new BigInteger(Long.toUnsignedString(value)));
            return Decimal.apply(exact, precision, scale);
        }
    }

    static final class Floats extends RootVector {
        private final float[] values;

        Floats(FloatColumn column, DataType type) {
            super(column, type);
            this.values = column.values();
        }

        @Override
        public float getFloat(int row) {
            return values[row];
        }
    }

    static final class Doubles extends RootVector {
        private final double[] values;

        Doubles(DoubleColumn column, DataType type) {
            super(column, type);
            this.values = column.values();
        }

        @Override
        public double getDouble(int row) {
            return values[row];
        }
    }

    static final class Texts extends RootVector {
        private final byte[] bytes;
        private final int[] offsets;

        Texts(TextColumn column, DataType type) {
            super(column, type);
            this.bytes = column.bytes();
            this.offsets = column.offsets();
        }

        @Override
        public UTF8String getUTF8String(int row) {
            return UTF8String.fromBytes(bytes, offsets[row], offsets[row + 1] - offsets[row]);
        }
    }
}
