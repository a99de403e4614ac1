package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;

/**
 * The first record of a ROOT file.
 *
 * @param version of ROOT that wrote it, 1 000 000 more when offsets are 64 bits wide
 * @param end first byte after the data
 * @param compression codec times 100 plus level, as set when the file was written
 */
public record FileHeader(
        int version, int begin, long end, int nameBytes, int compression, long seekInfo, int infoBytes) {

    private static final int WIDE = 1_000_000;

    static FileHeader read(Cursor in) throws CorruptDataException {
        if (in.remaining() < 4 || in.int32() != 0x726f6f74) {
            throw new CorruptDataException("not a ROOT file: it does not begin with 'root'");
        }
        int version = in.int32();
        int begin = in.int32();
        boolean wide = version >= WIDE;
        long end = wide ? in.int64() : in.uint32();
        in.skip(wide ? 8 : 4);
        in.skip(8);
        int nameBytes = in.int32();
        in.skip(1);
        int compression = in.int32();
        long seekInfo = wide ? in.int64() : in.uint32();
        return new FileHeader(version, begin, end, nameBytes, compression, seekInfo, in.int32());
    }
}
