package io.farseek.root.write;

import io.farseek.root.write.FrameCompressor.Block;
import java.io.IOException;
import java.util.Arrays;

/**
 * Takes the values of one branch. Only the put method of the branch's type may be used: {@code putInt} for 32-bit integers and so on, signed and
 * unsigned alike. Not thread-safe.
 */
public final class BranchWriter {
    private static final int BASKET_VERSION = 3;
    private static final int BASKET_EXTRA = 19;
    private static final String BASKET_CLASS = "TBasket";

    private final RootFileWriter file;
    private final BranchShape shape;
    private final String treeName;
    private final int basketBytes;
    private final int keyLength;
    private final RootBuffer data;
    private final RootBuffer key = new RootBuffer(0, 128);
    private final BasketIndex baskets = new BasketIndex();

    private int[] entryStarts = new int[64];
    private int basketEntries;
    private int elements;
    private long firstEntry;
    private long plainBytes;
    private long storedBytes;
    private int maximum;

    BranchWriter(RootFileWriter file, BranchShape shape, String treeName, int basketBytes) {
        this.file = file;
        this.shape = shape;
        this.treeName = treeName;
        this.basketBytes = basketBytes;
        this.keyLength = RecordKey.length(BASKET_CLASS, shape.name(), treeName) + BASKET_EXTRA;
        this.data = new RootBuffer(0, Math.min(basketBytes, 1 << 16) + 1024);
    }

    private void expect(boolean matches, String given) {
        if (!matches) {
            throw new IllegalArgumentException(
                    "branch '" + shape.name() + "' holds " + shape.type() + ", not " + given);
        }
        elements++;
    }

    public void putBoolean(boolean value) {
        expect(shape.type() == LeafType.BOOL, "a boolean");
        data.putBoolean(value);
    }

    public void putByte(byte value) {
        expect(shape.type().bytes() == 1 && shape.type() != LeafType.BOOL, "a byte");
        data.putByte(value);
    }

    public void putShort(short value) {
        expect(shape.type().bytes() == 2, "a short");
        data.putShort(value);
    }

    public void putInt(int value) {
        expect(shape.type().bytes() == 4 && shape.type() != LeafType.FLOAT32, "an int");
        data.putInt(value);
    }

    public void putLong(long value) {
        expect(shape.type().bytes() == 8 && shape.type() != LeafType.FLOAT64, "a long");
        data.putLong(value);
    }

    public void putFloat(float value) {
        expect(shape.type() == LeafType.FLOAT32, "a float");
        data.putFloat(value);
    }

    public void putDouble(double value) {
        expect(shape.type() == LeafType.FLOAT64, "a double");
        data.putDouble(value);
    }

    /** Values put since the last entry ended. */
    int elements() {
        return elements;
    }

    /** Writes the number of elements of an entry that just ended. */
    void putCount(int count) {
        putInt(count);
        maximum = Math.max(maximum, count);
    }

    void endEntry() throws IOException {
        elements = 0;
        basketEntries++;
        if (shape.hasEntryOffsets()) {
            if (basketEntries == entryStarts.length) {
                entryStarts = Arrays.copyOf(entryStarts, entryStarts.length * 2);
            }
            entryStarts[basketEntries] = data.size();
        }
        if (data.size() >= basketBytes) {
            flush();
        }
    }

    /** Closes the basket, if it has entries. */
    void flush() throws IOException {
        if (basketEntries == 0) {
            return;
        }
        int last = keyLength + data.size();
        if (shape.hasEntryOffsets()) {
            data.putInt(basketEntries + 1);
            for (int i = 0; i <= basketEntries; i++) {
                data.putInt(keyLength + entryStarts[i]);
            }
        }
        long position = file.position();
        Block block = file.compressor().compress(data.bytes(), data.size());
        key.clear();
        new RecordKey(BASKET_CLASS, shape.name(), treeName, data.size(), baskets.count(), position, 100)
                .writeTo(key, keyLength + block.length(), BASKET_EXTRA);
        key.putShort(BASKET_VERSION);
        key.putInt(Math.max(basketBytes, data.size()));
        key.putInt(
                shape.hasEntryOffsets()
                        ? basketEntries + 1
                        : shape.length() * shape.type().bytes());
        key.putInt(basketEntries);
        key.putInt(last);
        key.putByte(0);
        int stored = file.writeBasket(key, block);
        baskets.add(stored, firstEntry, position);
        plainBytes += keyLength + data.size();
        storedBytes += stored;
        firstEntry += basketEntries;
        basketEntries = 0;
        data.clear();
    }

    BranchShape shape() {
        return shape;
    }

    BasketIndex baskets() {
        return baskets;
    }

    /** Entries in closed baskets. */
    long entries() {
        return firstEntry;
    }

    long plainBytes() {
        return plainBytes;
    }

    long storedBytes() {
        return storedBytes;
    }

    /** Largest count written. */
    int maximum() {
        return maximum;
    }
}
