package io.farseek.root.write;

/** The key in front of every record, always with 64-bit positions. */
record RecordKey(
        String className, String name, String title, int objectBytes, int cycle, long position, long directory) {
    private static final int FIXED = 34;
    private static final int VERSION_64_BIT = 1004;

    /** The same instant in every file, 2020-01-01 00:00:00, so that equal content gives equal bytes. */
    static final int DATE_TIME = (2020 - 1995) << 26 | 1 << 22 | 1 << 17;

    /** Bytes of a key with these names. */
    static int length(String className, String name, String title) {
        return FIXED + RootBuffer.stringBytes(className) + RootBuffer.stringBytes(name) + RootBuffer.stringBytes(title);
    }

    int length() {
        return length(className, name, title);
    }

    /** Writes the key of a record that takes {@code recordBytes} in the file, key included, and whose key ends {@code extra} bytes later. */
    void writeTo(RootBuffer out, int recordBytes, int extra) {
        out.putInt(recordBytes);
        out.putShort(VERSION_64_BIT);
        out.putInt(objectBytes);
        out.putInt(DATE_TIME);
        out.putShort(length() + extra);
        out.putShort(cycle);
        out.putLong(position);
        out.putLong(directory);
        out.putString(className);
        out.putString(name);
        out.putString(title);
    }
}
