package io.farseek.root.codec;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Undoes ROOT's compression: a value is stored as one or more frames of at most 16 MiB, each with a header of 9 bytes: two letters
 * that name the codec, a method byte, the stored and the full size as 3-byte little-endian numbers. LZ4 bodies begin with the
 * big-endian XXH64 of the block. Keeps codec state between calls, so an instance belongs to one thread at a time.
 */
public final class Decompressor implements Closeable {

    static final int HEADER_BYTES = 9;

    /** A value larger than this is built up frame by frame, so that a damaged length cannot claim memory that no frame fills. */
    private static final int TRUSTED_BYTES = 32 << 20;

    private static final byte[] NO_ROOM = {};

    private static final int ZLIB = ('Z' << 8) | 'L';
    private static final int OLD = ('C' << 8) | 'S';
    private static final int LZMA = ('X' << 8) | 'Z';
    private static final int LZ4 = ('L' << 8) | '4';
    private static final int ZSTD = ('Z' << 8) | 'S';

    private final boolean verifyChecksums;
    private final Map<Integer, BlockCodec> codecs = new HashMap<>();

    public Decompressor(boolean verifyChecksums) {
        this.verifyChecksums = verifyChecksums;
    }

    /**
     * The {@code length} full bytes stored in {@code source[start, start + stored)}, as an array of its own. When both sizes agree the value is
     * stored as it is and is copied.
     */
    public byte[] decompress(byte[] source, int start, int stored, int length) throws IOException {
        return decompress(source, start, stored, length, NO_ROOM);
    }

    /**
     * The same in the first {@code length} bytes of {@code room}, or of a new array where that is too small: the array returned is the one to pass
     * next time. What lies behind those bytes is of no meaning.
     */
    public byte[] decompress(byte[] source, int start, int stored, int length, byte[] room) throws IOException {
        if (stored < 0 || length < 0 || start < 0 || stored > source.length - start) {
            throw new CorruptDataException(
                    "value of " + length + " bytes stored in " + stored + " lies outside its buffer");
        }
        byte[] target = room.length >= length && length > 0 ? room : new byte[Math.min(length, TRUSTED_BYTES)];
        if (stored == length) {
            if (target.length < length) {
                return Arrays.copyOfRange(source, start, start + stored);
            }
            System.arraycopy(source, start, target, 0, length);
            return target;
        }
        int end = start + stored;
        int at = start;
        int done = 0;
        while (done < length) {
            if (end - at < HEADER_BYTES) {
                throw new CorruptDataException("compressed value ends after " + done + " of " + length + " bytes");
            }
            int bodyLength = threeBytes(source, at + 3);
            int fullLength = threeBytes(source, at + 6);
            if (bodyLength > end - at - HEADER_BYTES || fullLength > length - done || fullLength == 0) {
                throw new CorruptDataException("compression frame claims " + bodyLength + " stored and " + fullLength
                        + " full bytes where " + (end - at - HEADER_BYTES) + " and " + (length - done) + " are left");
            }
            if (fullLength > target.length - done) {
                target = Arrays.copyOf(target, (int)
                        Math.min(length, Math.max(done + (long) fullLength, 2L * target.length)));
            }
            frame(source, at, bodyLength, target, done, fullLength);
            at += HEADER_BYTES + bodyLength;
            done += fullLength;
        }
        return target;
    }

    private void frame(byte[] source, int header, int bodyLength, byte[] target, int targetStart, int fullLength)
            throws IOException {
        int body = header + HEADER_BYTES;
        int bytes = bodyLength;
        int magic = ((source[header] & 0xff) << 8) | (source[header + 1] & 0xff);
        BlockCodec codec = codecs.get(magic);
        if (codec == null) {
            codec = create(magic);
            codecs.put(magic, codec);
        }
        if (magic == LZ4) {
            checkBlock(source, body, bodyLength);
            body += Long.BYTES;
            bytes -= Long.BYTES;
        }
        codec.decompress(source, body, bytes, target, targetStart, fullLength);
    }

    private static BlockCodec create(int magic) throws CorruptDataException {
        return switch (magic) {
            case ZLIB -> new DeflateCodec(false);
            case OLD -> new DeflateCodec(true);
            case LZMA -> new LzmaCodec();
            case LZ4 -> Lz4Codec.create();
            case ZSTD -> ZstdCodec.create();
            default -> throw new CorruptDataException(String.format("unknown compression frame %04x", magic));
        };
    }

    private void checkBlock(byte[] source, int body, int bodyLength) throws CorruptDataException {
        if (bodyLength < Long.BYTES) {
            throw new CorruptDataException("LZ4 frame of " + bodyLength + " bytes has no room for its checksum");
        }
        if (verifyChecksums) {
            long expected = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                expected = (expected << 8) | (source[body + i] & 0xff);
            }
            long found = XxHash64.hash(source, body + Long.BYTES, bodyLength - Long.BYTES);
            if (expected != found) {
                throw new CorruptDataException(
                        String.format("LZ4 frame has checksum %016x, its header says %016x", found, expected));
            }
        }
    }

    private static int threeBytes(byte[] source, int at) {
        return (source[at] & 0xff) | ((source[at + 1] & 0xff) << 8) | ((source[at + 2] & 0xff) << 16);
    }

    @Override
    public void close() {
        codecs.values().forEach(BlockCodec::close);
    }
}
