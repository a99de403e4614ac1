package io.farseek.root.column;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the batches of a {@link Scan} in order. Used by one thread at a time; closing it releases the stream and pending fetches. */
public interface BatchReader extends Closeable {

    /**
     * The next batch, or null after the last one. Blocks while bytes are fetched. Every failure is an IOException whose message names
     * the file. With {@link ReadOptions#reuseBatches()} the batch before loses its values, otherwise it keeps them.
     */
    @Nullable ColumnBatch next() throws IOException;

    /** Bytes fetched from the file so far, compressed as they are stored. */
    long storedBytesRead();

    /** Bytes produced by decompression so far. */
    long decompressedBytes();

    /** Time spent decompressing so far, added up over all threads. */
    long decompressionNanos();
}
