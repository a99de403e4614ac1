package io.farseek.root.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Every way of swapping against one number at a time: few, a piece, several pieces and a rest, wherever they begin. */
final class BigEndianTest {
    private static final int MOST = 5_000;
    private static final int GUARD = 3;
    private static final byte[] SOURCE = new byte[7 + MOST * Long.BYTES];

    static {
        new SplittableRandom(7).nextBytes(SOURCE);
    }

    private final ByteBuffer expected = ByteBuffer.wrap(SOURCE);

    @Property(tries = 100)
    void shorts(@ForAll @IntRange(max = 7) int start, @ForAll @IntRange(max = MOST) int count) {
        short[] target = new short[count + 2 * GUARD];
        BigEndian.shorts(SOURCE, start, target, GUARD, count);
        short[] one = new short[target.length];
        for (int i = 0; i < count; i++) {
            one[GUARD + i] = expected.getShort(start + i * Short.BYTES);
        }
        assertThat(Arrays.equals(target, one)).isTrue();
    }

    @Property(tries = 100)
    void ints(@ForAll @IntRange(max = 7) int start, @ForAll @IntRange(max = MOST) int count) {
        int[] target = new int[count + 2 * GUARD];
        BigEndian.ints(SOURCE, start, target, GUARD, count);
        int[] one = new int[target.length];
        for (int i = 0; i < count; i++) {
            one[GUARD + i] = expected.getInt(start + i * Integer.BYTES);
        }
        assertThat(Arrays.equals(target, one)).isTrue();
    }

    /** Bits, not values: random ones hold every kind of NaN. */
    @Property(tries = 100)
    void floats(@ForAll @IntRange(max = 7) int start, @ForAll @IntRange(max = MOST) int count) {
        float[] target = new float[count + 2 * GUARD];
        BigEndian.floats(SOURCE, start, target, GUARD, count);
        for (int i = 0; i < target.length; i++) {
            int bits = i < GUARD || i >= GUARD + count ? 0 : expected.getInt(start + (i - GUARD) * Float.BYTES);
            assertThat(Float.floatToRawIntBits(target[i])).isEqualTo(bits);
        }
    }

    @Property(tries = 100)
    void longsAndDoubles(@ForAll @IntRange(max = 7) int start, @ForAll @IntRange(max = MOST) int count) {
        long[] longs = new long[count + 2 * GUARD];
        double[] doubles = new double[count + 2 * GUARD];
        BigEndian.longs(SOURCE, start, longs, GUARD, count);
        BigEndian.doubles(SOURCE, start, doubles, GUARD, count);
        for (int i = 0; i < longs.length; i++) {
            long bits = i < GUARD || i >= GUARD + count ? 0 : expected.getLong(start + (i - GUARD) * Long.BYTES);
            assertThat(longs[i]).isEqualTo(bits);
            assertThat(Double.doubleToRawLongBits(doubles[i])).isEqualTo(bits);
        }
    }
}
