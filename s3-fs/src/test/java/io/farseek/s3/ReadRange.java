package io.farseek.s3;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.RangeReader;
import io.farseek.readahead.RangeSink;
import io.farseek.readahead.ReadCause;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Waits for one range. */
final class ReadRange {
    private ReadRange() {}

    static byte[] of(RangeReader reader, long start, long end) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompletableFuture<byte[]> done = new CompletableFuture<>();
        reader.read(new ByteRange(start, end), ReadCause.DEMAND, new RangeSink() {
            @Override
            public void onBytes(ByteBuffer more) {
                byte[] chunk = new byte[more.remaining()];
                more.get(chunk);
                bytes.writeBytes(chunk);
            }

            @Override
            public void onComplete() {
                done.complete(bytes.toByteArray());
            }

            @Override
            public void onFailure(IOException failure) {
                done.completeExceptionally(failure);
            }
        });
        try {
            return done.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw (Exception) e.getCause();
        }
    }
}
