package io.farseek.root.codec;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.zstd.ZstdDecompressor;

/** zstd frames; zstd-jni with one context reused when the class path has it (Spark's does), aircompressor otherwise. */
final class ZstdCodec {

    private ZstdCodec() {}

    static BlockCodec create() {
        try {
            return new Jni();
        } catch (LinkageError | RuntimeException absent) {
            return new Portable();
        }
    }

    /** Mentions zstd-jni, so it loads only where that exists. */
    private static final class Jni implements BlockCodec {
        private final ZstdDecompressCtx context = new ZstdDecompressCtx();

        @Override
        public void decompress(byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
                throws CorruptDataException {
            int count;
            try {
                count = context.decompressByteArray(target, targetStart, targetLength, source, start, length);
            } catch (ZstdException e) {
                throw new CorruptDataException("zstd frame is damaged: " + e.getMessage(), e);
            }
            exactly(count, targetLength);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    static final class Portable implements BlockCodec {
        private final ZstdDecompressor decompressor = new ZstdDecompressor();

        @Override
        public void decompress(byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
                throws CorruptDataException {
            int count;
            try {
                count = decompressor.decompress(source, start, length, target, targetStart, targetLength);
            } catch (MalformedInputException e) {
                throw new CorruptDataException("zstd frame is damaged: " + e.getMessage(), e);
            }
            exactly(count, targetLength);
        }
    }

    private static void exactly(int count, int targetLength) throws CorruptDataException {
        if (count != targetLength) {
            throw new CorruptDataException("zstd frame holds " + count + " bytes instead of " + targetLength);
        }
    }
}
