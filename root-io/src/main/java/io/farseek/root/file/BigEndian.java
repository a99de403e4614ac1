package io.farseek.root.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;

/**
 * Big-endian numbers to arrays of them. The caller has checked that source and target have room.
 *
 * <p>Bytes are swapped by whichever way moves most of them on Java 17, whose compiler makes vector instructions of shifts and masks over an
 * {@code int[]} but not of {@link Integer#reverseBytes}, and not where bytes are read as other numbers or integers become floats. So numbers of four
 * bytes are copied to ints as they are and swapped there, and floats and shorts take a detour through a piece of memory small enough to stay in the
 * first cache. Of eight bytes at a time a plain loop swaps as many, and for a few numbers the plain loop is what costs least.
 */
public final class BigEndian {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Ints swapped at a time: 8 KiB, so that source, detour and target fill a cache of 32 KiB. */
    private static final int PIECE = 2048;

    /** Bytes from which on the detour is worth its calls. */
    private static final int MANY = 256;

    private static final ThreadLocal<Detour> DETOUR = ThreadLocal.withInitial(Detour::new);

    private BigEndian() {}

    /** Where numbers are swapped as ints before they become what they are. */
    private static final class Detour {
        private final int[] ints = new int[PIECE];
        private final ByteBuffer bytes =
                ByteBuffer.allocate(PIECE * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private final IntBuffer asInts = bytes.asIntBuffer();
        private final FloatBuffer asFloats = bytes.asFloatBuffer();
        private final ShortBuffer asShorts = bytes.asShortBuffer();
    }

    public static int int32(byte[] source, int start) {
        return (int) INT.get(source, start);
    }

    public static void shorts(byte[] source, int start, short[] target, int targetStart, int count) {
        int done = 0;
        if (count * Short.BYTES >= MANY) {
            Detour detour = DETOUR.get();
            IntBuffer in = littleEndian(source, start, count * Short.BYTES).asIntBuffer();
            while (in.hasRemaining()) {
                int pairs = Math.min(PIECE, in.remaining());
                in.get(detour.ints, 0, pairs);
                swapHalves(detour.ints, pairs);
                detour.asInts.put(0, detour.ints, 0, pairs);
                detour.asShorts.get(0, target, targetStart + done, 2 * pairs);
                done += 2 * pairs;
            }
        }
        for (int i = done; i < count; i++) {
            target[targetStart + i] = (short) SHORT.get(source, start + i * Short.BYTES);
        }
    }

    public static void ints(byte[] source, int start, int[] target, int targetStart, int count) {
        if (count * Integer.BYTES < MANY) {
            for (int i = 0; i < count; i++) {
                target[targetStart + i] = (int) INT.get(source, start + i * Integer.BYTES);
            }
            return;
        }
        IntBuffer in = littleEndian(source, start, count * Integer.BYTES).asIntBuffer();
        for (int done = 0; done < count; ) {
            int piece = Math.min(PIECE, count - done);
            in.get(target, targetStart + done, piece);
            swap(target, targetStart + done, piece);
            done += piece;
        }
    }

    public static void longs(byte[] source, int start, long[] target, int targetStart, int count) {
        for (int i = 0; i < count; i++) {
            target[targetStart + i] = (long) LONG.get(source, start + i * Long.BYTES);
        }
    }

    public static void floats(byte[] source, int start, float[] target, int targetStart, int count) {
        if (count * Float.BYTES < MANY) {
            for (int i = 0; i < count; i++) {
                target[targetStart + i] = Float.intBitsToFloat((int) INT.get(source, start + i * Float.BYTES));
            }
            return;
        }
        Detour detour = DETOUR.get();
        IntBuffer in = littleEndian(source, start, count * Float.BYTES).asIntBuffer();
        for (int done = 0; done < count; ) {
            int piece = Math.min(PIECE, count - done);
            in.get(detour.ints, 0, piece);
            swap(detour.ints, 0, piece);
            detour.asInts.put(0, detour.ints, 0, piece);
            detour.asFloats.get(0, target, targetStart + done, piece);
            done += piece;
        }
    }

    public static void doubles(byte[] source, int start, double[] target, int targetStart, int count) {
        for (int i = 0; i < count; i++) {
            target[targetStart + i] = Double.longBitsToDouble((long) LONG.get(source, start + i * Double.BYTES));
        }
    }

    private static ByteBuffer littleEndian(byte[] source, int start, int bytes) {
        return ByteBuffer.wrap(source, start, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void swap(int[] values, int from, int count) {
        for (int i = from; i < from + count; i++) {
            int odd = (values[i] >>> 8) & 0x00ff00ff;
            int even = values[i] & 0x00ff00ff;
            int halves = (even << 8) | odd;
            values[i] = (halves << 16) | (halves >>> 16);
        }
    }

    private static void swapHalves(int[] values, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = ((values[i] & 0x00ff00ff) << 8) | ((values[i] >>> 8) & 0x00ff00ff);
        }
    }
}
