package io.farseek.root.codec;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Bare LZ4 blocks; lz4-java when the class path has it (Spark's does), aircompressor otherwise. */
final class Lz4Codec {

    private Lz4Codec() {}

    static BlockCodec create() {
        try {
            return new Jni();
        } catch (LinkageError | RuntimeException absent) {
            return new Portable();
        }
    }

    /** Mentions lz4-java, so it loads only where that exists. */
    private static final class Jni implements BlockCodec {
        private final LZ4SafeDecompressor decompressor =
                LZ4Factory.fastestInstance().safeDecompressor();

        @Override
        public void decompress(byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
                throws CorruptDataException {
            int count;
            try {
                count = decompressor.decompress(source, start, length, target, targetStart, targetLength);
            } catch (LZ4Exception e) {
                throw new CorruptDataException("LZ4 frame is damaged: " + e.getMessage(), e);
            }
            exactly(count, targetLength);
        }
    }

    static final class Portable implements BlockCodec {
        private final Lz4Decompressor decompressor = new Lz4Decompressor();

        @Override
        public void decompress(byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
                throws CorruptDataException {
            int count;
            try {
                count = decompressor.decompress(source, start, length, target, targetStart, targetLength);
            } catch (MalformedInputException e) {
                throw new CorruptDataException("LZ4 frame is damaged: " + e.getMessage(), e);
            }
            exactly(count, targetLength);
        }
    }

    private static void exactly(int count, int targetLength) throws CorruptDataException {
        if (count != targetLength) {
            throw new CorruptDataException("LZ4 frame holds " + count + " bytes instead of " + targetLength);
        }
    }
}
