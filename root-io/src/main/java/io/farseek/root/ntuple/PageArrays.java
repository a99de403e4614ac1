package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Turns the bytes of a page into an array: byte[], short[], int[], long[], float[] or double[]; long[] for indexes and switches. */
final class PageArrays {

    private PageArrays() {}

    static long bytes(ColumnInfo column, int count) {
        return ((long) count * column.bits() + 7) / 8;
    }

    /** {@code room} holds the page's bytes; the array returned is new. */
    static Object decode(ColumnInfo column, PageRoom room, int count) throws CorruptDataException {
        byte[] stored = room.plain;
        int type = column.type();
        return switch (type) {
            case ColumnInfo.BIT -> bits(stored, count);
            case ColumnInfo.BYTE, ColumnInfo.CHAR, 0x03, 0x04 -> Arrays.copyOf(stored, count);
            case 0x05, 0x06 -> shorts(stored, count);
            case 0x07, 0x08 -> ints(stored, count);
            case 0x09, 0x0A -> longs(stored, count);
            case ColumnInfo.REAL16 -> halves(shorts(stored, count));
            case ColumnInfo.REAL32 -> floats(stored, count);
            case ColumnInfo.REAL64 -> doubles(stored, count);
            case ColumnInfo.INDEX32 -> wide(ints(stored, count));
            case ColumnInfo.INDEX64 -> longs(stored, count);
            case ColumnInfo.SWITCH -> switches(stored, count);
            case ColumnInfo.SPLIT_INT16 -> zigzag(shorts(unsplit(room, count, 2), count));
            case 0x12 -> shorts(unsplit(room, count, 2), count);
            case 0x13 -> zigzag(ints(unsplit(room, count, 4), count));
            case 0x14 -> ints(unsplit(room, count, 4), count);
            case ColumnInfo.SPLIT_INT64 -> zigzag(longs(unsplit(room, count, 8), count));
            case 0x16 -> longs(unsplit(room, count, 8), count);
            case ColumnInfo.SPLIT_REAL16 -> halves(shorts(unsplit(room, count, 2), count));
            case 0x18 -> floats(unsplit(room, count, 4), count);
            case 0x19 -> doubles(unsplit(room, count, 8), count);
            case ColumnInfo.SPLIT_INDEX32 -> delta(wide(ints(unsplit(room, count, 4), count)));
            case ColumnInfo.SPLIT_INDEX64 -> delta(longs(unsplit(room, count, 8), count));
            case ColumnInfo.REAL32_TRUNC -> truncated(stored, count, column.bits());
            case ColumnInfo.REAL32_QUANT -> quantized(stored, count, column);
            default -> throw new CorruptDataException("an RNTuple column of unknown type");
        };
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] bits(byte[] stored, int count) {
        byte[] flags = new byte[count];
        for (int i = 0; i < count; i++) {
            flags[i] = (byte) ((stored[i >> 3] >> (i & 7)) & 1);
        }
        return flags;
    }

    private static short[] shorts(byte[] bytes, int count) {
        short[] values = new short[count];
        little(bytes).asShortBuffer().get(values);
        return values;
    }

    private static int[] ints(byte[] bytes, int count) {
        int[] values = new int[count];
        little(bytes).asIntBuffer().get(values);
        return values;
    }

    private static long[] longs(byte[] bytes, int count) {
        long[] values = new long[count];
        little(bytes).asLongBuffer().get(values);
        return values;
    }

    private static float[] floats(byte[] bytes, int count) {
        float[] values = new float[count];
        little(bytes).asFloatBuffer().get(values);
        return values;
    }

    private static double[] doubles(byte[] bytes, int count) {
        double[] values = new double[count];
        little(bytes).asDoubleBuffer().get(values);
        return values;
    }

    private static byte[] unsplit(PageRoom room, int count, int width) {
        byte[] stored = room.plain;
        byte[] bytes = room.joined(count * width);
        for (int part = 0; part < width; part++) {
            int from = part * count;
            for (int i = 0, at = part; i < count; i++, at += width) {
                bytes[at] = stored[from + i];
            }
        }
        return bytes;
    }

    private static short[] zigzag(short[] values) {
        for (int i = 0; i < values.length; i++) {
            int value = values[i] & 0xffff;
            values[i] = (short) ((value >>> 1) ^ -(value & 1));
        }
        return values;
    }

    private static int[] zigzag(int[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] >>> 1) ^ -(values[i] & 1);
        }
        return values;
    }

    private static long[] zigzag(long[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] >>> 1) ^ -(values[i] & 1);
        }
        return values;
    }

    private static long[] wide(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i] & 0xffffffffL;
        }
        return wide;
    }

    private static long[] delta(long[] values) {
        for (int i = 1; i < values.length; i++) {
            values[i] += values[i - 1];
        }
        return values;
    }

    /** Index in the low 44 bits, tag above: clusters have far fewer values than that, and tags go to 125. */
    private static long[] switches(byte[] bytes, int count) throws CorruptDataException {
        long[] values = new long[count];
        ByteBuffer in = little(bytes);
        for (int i = 0; i < count; i++) {
            long index = in.getLong();
            int tag = in.getInt();
            if (index < 0 || index >= 1L << 44 || tag < 0 || tag > 125) {
                throw new CorruptDataException("a variant of kind " + tag + " at " + index);
            }
            values[i] = index | ((long) tag << 44);
        }
        return values;
    }

    private static float[] halves(short[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = half(values[i] & 0xffff);
        }
        return floats;
    }

    /** IEEE 754 half precision. */
    static float half(int bits) {
        int exponent = (bits >>> 10) & 0x1f;
        int mantissa = bits & 0x3ff;
        float value;
        if (exponent == 0) {
            value = mantissa * 0x1p-24f;
        } else if (exponent == 31) {
            value = mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
        } else {
            value = Float.intBitsToFloat(((exponent + 112) << 23) | (mantissa << 13));
        }
        return (bits & 0x8000) == 0 ? value : -value;
    }

    private static long packed(byte[] stored, long bit, int bits) {
        long value = 0;
        int got = 0;
        long at = bit;
        while (got < bits) {
            int inByte = (int) (at & 7);
            int take = Math.min(bits - got, 8 - inByte);
            int part = ((stored[(int) (at >> 3)] & 0xff) >>> inByte) & ((1 << take) - 1);
            value |= (long) part << got;
            got += take;
            at += take;
        }
        return value;
    }

    private static float[] truncated(byte[] stored, int count, int bits) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat((int) packed(stored, (long) i * bits, bits) << (32 - bits));
        }
        return values;
    }

    private static float[] quantized(byte[] stored, int count, ColumnInfo column) {
        float[] values = new float[count];
        double step = (column.max() - column.min()) / ((1L << column.bits()) - 1);
        for (int i = 0; i < count; i++) {
            values[i] = (float) (column.min() + packed(stored, (long) i * column.bits(), column.bits()) * step);
        }
        return values;
    }
}
