package io.farseek.root;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes the bytes of a ROOT file at random, the same way for the same seed. */
final class Damage {

    /** Metadata lies at both ends of a file, so most changes go there. */
    private static final int METADATA_REACH = 3000;

    /** Numbers that lengths, counts and versions are most likely to be mishandled at. */
    private static final int[] EXTREMES = {
        0, 1, -1, 2, 255, 0xffff, 0x1000000, 0x40000000, 0x40000002, 0x7fffffff, 0x80000000, 0x80000002, 1 << 29, 1001
    };

    private Damage() {}

    /** One to eight bytes changed. */
    static byte[] bytes(byte[] whole, long seed) {
        Random random = new Random(seed);
        byte[] changed = whole.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            int at = place(random, changed.length);
            changed[at] = random.nextInt(4) == 0 ? (byte) 0xff : (byte) random.nextInt(256);
        }
        return changed;
    }

    /** Bytes changed, numbers replaced by extreme ones, stretches zeroed, repeated or moved, the end cut off: one to four of those. */
    static byte[] structure(byte[] whole, long seed) {
        Random random = new Random(seed);
        byte[] changed = bytes(whole, random.nextLong());
        if (random.nextInt(3) == 0) {
            return changed;
        }
        if (random.nextBoolean()) {
            changed = whole.clone();
        }
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = place(random, changed.length);
            int length = Math.min(changed.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 600));
            switch (random.nextInt(8)) {
                case 0 -> Arrays.fill(changed, at, at + length, (byte) 0);
                case 1 -> System.arraycopy(changed, place(random, changed.length - length), changed, at, length);
                case 2 -> {
                    if (random.nextInt(4) == 0) {
                        changed = Arrays.copyOf(changed, at + 1);
                    }
                }
                case 3 -> name(random, changed);
                default -> number(random, changed, at);
            }
        }
        return changed;
    }

    private static int place(Random random, int length) {
        if (length <= 1) {
            return 0;
        }
        int at = random.nextInt(random.nextInt(3) == 0 ? length : Math.min(length, METADATA_REACH));
        return random.nextBoolean() ? at : length - 1 - at;
    }

    /** A big-endian number of two or four bytes replaced by an extreme one or one close to what it was. */
    private static void number(Random random, byte[] changed, int at) {
        int width = random.nextBoolean() ? 4 : 2;
        if (at + width > changed.length) {
            return;
        }
        int old = 0;
        for (int i = 0; i < width; i++) {
            old = (old << 8) | (changed[at + i] & 0xff);
        }
        int number = random.nextBoolean() ? EXTREMES[random.nextInt(EXTREMES.length)] : old + random.nextInt(17) - 8;
        for (int i = 0; i < width; i++) {
            changed[at + i] = (byte) (number >>> (8 * (width - 1 - i)));
        }
    }

    /** The name of a class or member that readers look for, made another of the same length class. */
    private static void name(Random random, byte[] changed) {
        String[] names = {
            "TBranch", "TLeafI", "TLeafF", "TObjArray", "vector", "TBasket", "TStreamer", "fEntries", "TTree"
        };
        byte[] name = names[random.nextInt(names.length)].getBytes(StandardCharsets.ISO_8859_1);
        int from = random.nextInt(changed.length);
        for (int at = from; at + name.length <= Math.min(changed.length, from + 20_000); at++) {
            if (Arrays.equals(changed, at, at + name.length, name, 0, name.length)) {
                changed[at + name.length - 1] = (byte) (random.nextBoolean() ? 'X' : 'D');
                return;
            }
        }
    }
}
