package io.farseek.root.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Big-endian numbers to arrays of them. Each loop is a load, a byte swap and a store, without a view object and without a call into the JVM, which
 * is what {@link java.nio.ByteBuffer}'s bulk gets make of it: those move half as much in baskets, and a tenth in short arrays. The caller has checked
 * that source and target have room.
 */
public final class BigEndian {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    public static int int32(byte[] source, int start) {
        return (int) INT.get(source, start);
    }

    public static void shorts(byte[] source, int start, short[] target, int targetStart, int count) {
        for (int i = 0; i < count; i++) {
            target[targetStart + i] = (short) SHORT.get(source, start + i * Short.BYTES);
        }
    }

    public static void ints(byte[] source, int start, int[] target, int targetStart, int count) {
        for (int i = 0; i < count; i++) {
            target[targetStart + i] = (int) INT.get(source, start + i * Integer.BYTES);
        }
    }

    public static void longs(byte[] source, int start, long[] target, int targetStart, int count) {
        for (int i = 0; i < count; i++) {
            target[targetStart + i] = (long) LONG.get(source, start + i * Long.BYTES);
        }
    }

    public static void floats(byte[] source, int start, float[] target, int targetStart, int count) {
        for (int i = 0; i < count; i++) {
            target[targetStart + i] = Float.intBitsToFloat((int) INT.get(source, start + i * Float.BYTES));
        }
    }

    public static void doubles(byte[] source, int start, double[] target, int targetStart, int count) {
        for (int i = 0; i < count; i++) {
            target[targetStart + i] = Double.longBitsToDouble((long) LONG.get(source, start + i * Double.BYTES));
        }
    }
}
