package io.farseek.xrootd.fs;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.hadoop.fs.FileChecksum;

/** A checksum over a whole file, as the server keeps it. */
public final class XrootdChecksum extends FileChecksum {
    private static final int MOST_BYTES = 64;

    private String algorithm;
    private byte[] value;

    /** For reading with {@link #readFields}. */
    public XrootdChecksum() {
        this("", new byte[0]);
    }

    XrootdChecksum(String algorithm, byte[] value) {
        this.algorithm = algorithm;
        this.value = value.clone();
    }

    /** Parses {@code algorithm hexadecimal}. */
    static XrootdChecksum parse(String text) throws IOException {
        String[] words = text.strip().split("\\s+", 0);
        if (words.length < 2) {
            throw new IOException("not a checksum: " + text);
        }
        String hex = words[1].length() % 2 == 0 ? words[1] : "0" + words[1];
        try {
            return new XrootdChecksum(words[0], HexFormat.of().parseHex(hex));
        } catch (IllegalArgumentException e) {
            throw new IOException("not a checksum: " + text, e);
        }
    }

    @Override
    public String getAlgorithmName() {
        return algorithm;
    }

    @Override
    public int getLength() {
        return value.length;
    }

    @Override
    public byte[] getBytes() {
        return value.clone();
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeUTF(algorithm);
        out.writeInt(value.length);
        out.write(value);
    }

    @Override
    public void readFields(DataInput in) throws IOException {
        algorithm = in.readUTF();
        int length = in.readInt();
        if (length < 0 || length > MOST_BYTES) {
            throw new IOException("not a checksum: " + length + " bytes");
        }
        value = new byte[length];
        in.readFully(value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof XrootdChecksum that
                && algorithm.equals(that.algorithm)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * algorithm.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return algorithm + " " + HexFormat.of().formatHex(value);
    }
}
