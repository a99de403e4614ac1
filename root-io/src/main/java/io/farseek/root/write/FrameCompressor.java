package io.farseek.root.write;

import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/**
 * Turns a record's bytes into ROOT compression frames: a 9-byte header (magic, method, compressed and plain size as 3 bytes each, lowest first)
 * and a block, for every 16 MiB - 1 of input. Deterministic. Not thread-safe; closing it releases native memory.
 */
abstract class FrameCompressor implements Closeable {
    private static final int HEADER = 9;
    private static final int MAX_FRAME = 0xffffff;
    /** Records up to this size are stored as they are, like ROOT does: the frame would cost more than it saves. */
    private static final int WORTHWHILE = 256;

    static FrameCompressor of(Compression compression) {
        return switch (compression.algorithm()) {
            case NONE -> new Stored();
            case ZLIB -> new Zlib(compression.level());
            case LZMA -> new Lzma(compression.level());
            case LZ4 -> new Lz4(compression.level());
            case ZSTD -> new Zstd(compression.level());
        };
    }

    /** A block and how many bytes of it count. The bytes are valid until the next call. */
    @SuppressWarnings("ArrayRecordComponent")
    record Block(byte[] bytes, int length) {}

    private byte[] frames = new byte[0];

    /** The frames for {@code plain[0, length)}, or the plain bytes themselves when compressing them does not make them shorter. */
    final Block compress(byte[] plain, int length) throws IOException {
        if (length <= WORTHWHILE) {
            return new Block(plain, length);
        }
        int written = 0;
        for (int from = 0; from < length; from += MAX_FRAME) {
            int size = Math.min(MAX_FRAME, length - from);
            int needed = written + HEADER + bound(size);
            if (frames.length < needed) {
                frames = Arrays.copyOf(frames, needed);
            }
            int block = block(plain, from, size, frames, written + HEADER);
            if (block < 0 || block > MAX_FRAME || written + HEADER + block >= length) {
                return new Block(plain, length);
            }
            header(frames, written, block, size);
            written += HEADER + block;
        }
        return new Block(frames, written);
    }

    private void header(byte[] target, int at, int block, int size) {
        System.arraycopy(magic(), 0, target, at, 3);
        for (int i = 0; i < 3; i++) {
            target[at + 3 + i] = (byte) (block >>> (8 * i));
            target[at + 6 + i] = (byte) (size >>> (8 * i));
        }
    }

    /** Two letters and the method byte. */
    abstract byte[] magic();

    /** Most bytes a block of {@code size} plain bytes may take. */
    abstract int bound(int size);

    /** Writes one block and returns its length, or a negative number when it does not pay. */
    abstract int block(byte[] plain, int from, int size, byte[] target, int at) throws IOException;

    @Override
    public void close() {}

    private static final class Stored extends FrameCompressor {
        @Override
        byte[] magic() {
            return new byte[3];
        }

        @Override
        int bound(int size) {
            return 0;
        }

        @Override
        int block(byte[] plain, int from, int size, byte[] target, int at) {
            return -1;
        }
    }

    private static final class Zlib extends FrameCompressor {
        private final Deflater deflater;

        Zlib(int level) {
            deflater = new Deflater(level);
        }

        @Override
        byte[] magic() {
            return new byte[] {'Z', 'L', 8};
        }

        @Override
        int bound(int size) {
            return size + (size >> 8) + 64;
        }

        @Override
        int block(byte[] plain, int from, int size, byte[] target, int at) {
            deflater.reset();
            deflater.setInput(plain, from, size);
            deflater.finish();
            int length = deflater.deflate(target, at, target.length - at);
            return deflater.finished() ? length : -1;
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    private static final class Lzma extends FrameCompressor {
        private final int level;

        Lzma(int level) {
            this.level = level;
        }

        @Override
        byte[] magic() {
            return new byte[] {'X', 'Z', 0};
        }

        @Override
        int bound(int size) {
            return size;
        }

        @Override
        int block(byte[] plain, int from, int size, byte[] target, int at) throws IOException {
            ByteArrayOutputStream block = new ByteArrayOutputStream(size / 2 + 64);
            LZMA2Options options = new LZMA2Options(level);
            options.setDictSize(Math.max(LZMA2Options.DICT_SIZE_MIN, Math.min(options.getDictSize(), size)));
            try (XZOutputStream xz = new XZOutputStream(block, options, XZ.CHECK_CRC32)) {
                xz.write(plain, from, size);
            }
            if (block.size() > size) {
                return -1;
            }
            System.arraycopy(block.toByteArray(), 0, target, at, block.size());
            return block.size();
        }
    }

    private static final class Lz4 extends FrameCompressor {
        private static final int CHECKSUM = 8;

        private final LZ4Compressor compressor;
        private final XXHash64 hash = XXHashFactory.fastestInstance().hash64();

        Lz4(int level) {
            LZ4Factory factory = LZ4Factory.fastestInstance();
            // ROOT takes the high compression variant from level 4 on.
            compressor = level < 4 ? factory.fastCompressor() : factory.highCompressor(level);
        }

        @Override
        byte[] magic() {
            return new byte[] {'L', '4', 1};
        }

        @Override
        int bound(int size) {
            return CHECKSUM + compressor.maxCompressedLength(size);
        }

        @Override
        int block(byte[] plain, int from, int size, byte[] target, int at) {
            int length = compressor.compress(plain, from, size, target, at + CHECKSUM, target.length - at - CHECKSUM);
            long checksum = hash.hash(target, at + CHECKSUM, length, 0);
            for (int i = 0; i < CHECKSUM; i++) {
                target[at + i] = (byte) (checksum >>> (56 - 8 * i));
            }
            return CHECKSUM + length;
        }
    }

    private static final class Zstd extends FrameCompressor {
        private final ZstdCompressCtx context = new ZstdCompressCtx();

        Zstd(int level) {
            context.setLevel(level);
        }

        @Override
        byte[] magic() {
            return new byte[] {'Z', 'S', 1};
        }

        @Override
        int bound(int size) {
            return (int) com.github.luben.zstd.Zstd.compressBound(size);
        }

        @Override
        int block(byte[] plain, int from, int size, byte[] target, int at) {
            return context.compressByteArray(target, at, target.length - at, plain, from, size);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
