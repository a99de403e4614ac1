package io.farseek.root.file;

import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a Float16 or Double32 is stored, from the {@code [min, max, bits]} in its title (TStreamerElement::GetRange and
 * TBufferFile::ReadFloat16/ReadDouble32 of ROOT): as a scaled 32-bit integer, as an exponent byte and a truncated mantissa, or as a
 * plain 32-bit float.
 *
 * @param factor above zero: stored as {@code (value - min) * factor}
 * @param mantissaBits without a factor: bits of mantissa, 0 for a plain float
 */
public record Packing(double min, double factor, int mantissaBits) implements Serializable {

    private static final int FLOAT16_BITS = 12;

    /** The packing that a title asks for; {@code half} for Float16 rather than Double32. */
    public static Packing of(String title, boolean half) {
        Packing plain = new Packing(0, 0, half ? FLOAT16_BITS : 0);
        String[] parts = range(title);
        if (parts == null) {
            return plain;
        }
        double min = number(parts[0]);
        double max = number(parts[1]);
        int bits = 32;
        if (parts.length > 2) {
            bits = (int) number(parts[2]);
            if (bits < 2 || bits > 32) {
                bits = 32;
            }
        }
        if (min < max) {
            double steps = bits < 32 ? 1L << bits : 0xffffffffL;
            return new Packing(min, steps / (max - min), 0);
        }
        return bits < 15 ? new Packing(0, 0, bits) : plain;
    }

    /** Bytes of one stored value. */
    public int bytes() {
        return factor > 0 || mantissaBits == 0 ? 4 : 3;
    }

    public double read(Cursor in) throws io.farseek.root.codec.CorruptDataException {
        if (factor > 0) {
            return in.uint32() / factor + min;
        }
        if (mantissaBits == 0) {
            return in.float32();
        }
        int exponent = in.uint8();
        int mantissa = in.uint16();
        int bits = (exponent << 23) | ((mantissa & ((1 << (mantissaBits + 1)) - 1)) << (23 - mantissaBits));
        float value = Float.intBitsToFloat(bits);
        return (mantissa & (1 << (mantissaBits + 1))) != 0 ? -value : value;
    }

    private static String @Nullable [] range(String title) {
        int from = 0;
        while (true) {
            int open = title.indexOf('[', from);
            int close = open < 0 ? -1 : title.indexOf(']', open);
            if (close < 0) {
                return null;
            }
            String inside = title.substring(open + 1, close);
            String[] parts = inside.split(",", -1);
            if (parts.length == 2 || parts.length == 3) {
                return parts;
            }
            from = close + 1;
        }
    }

    private static double number(String text) {
        String plain = text.trim().toLowerCase(Locale.ROOT).replace("*", "");
        int pi = plain.indexOf("pi");
        try {
            if (pi < 0) {
                return plain.startsWith("0x") ? Long.decode(plain) : Double.parseDouble(plain);
            }
            String before = plain.substring(0, pi).trim();
            double times = before.isEmpty() ? 1 : before.equals("-") ? -1 : Double.parseDouble(before);
            int slash = plain.indexOf('/', pi);
            double divisor = slash < 0
                    ? 1
                    : Double.parseDouble(plain.substring(slash + 1).trim());
            return times * Math.PI / divisor;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
