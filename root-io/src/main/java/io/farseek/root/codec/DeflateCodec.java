package io.farseek.root.codec;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** zlib streams ('ZL'), and the bare deflate streams of ROOT before version 3 ('CS'), with one inflater reused. */
final class DeflateCodec implements BlockCodec {

    private final Inflater inflater;

    DeflateCodec(boolean bare) {
        this.inflater = new Inflater(bare);
    }

    @Override
    public void decompress(byte[] source, int start, int length, byte[] target, int targetStart, int targetLength)
            throws CorruptDataException {
        inflater.reset();
        inflater.setInput(source, start, length);
        int done = 0;
        try {
            while (done < targetLength) {
                int count = inflater.inflate(target, targetStart + done, targetLength - done);
                if (count == 0 && (inflater.finished() || inflater.needsInput() || inflater.needsDictionary())) {
                    throw new CorruptDataException("deflate frame holds " + done + " bytes instead of " + targetLength);
                }
                done += count;
            }
        } catch (DataFormatException e) {
            throw new CorruptDataException("deflate frame is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
