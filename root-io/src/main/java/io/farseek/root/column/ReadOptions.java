package io.farseek.root.column;

import java.io.Serializable;

/**
 * How a scan reads.
 *
 * @param batchRows most rows in a batch
 * @param fetchBytes stored bytes to ask for in one vectored read; a cluster that is larger is still read whole
 * @param parallelism threads that decompress, 1 means the calling thread does it
 * @param verifyChecksums whether the checksums of LZ4 frames and RNTuple pages are compared with their content
 * @param reuseBatches whether a batch is valid only until the next one is read, which is then written over the same arrays: for callers that look at
 *     one batch after the other, and faster by what new arrays cost. Otherwise batches may be kept
 */
public record ReadOptions(
        int batchRows, long fetchBytes, int parallelism, boolean verifyChecksums, boolean reuseBatches)
        implements Serializable {

    /** 8192 rows, 16 MiB, the calling thread, checksums on, batches that may be kept. */
    public static final ReadOptions DEFAULT = new ReadOptions(8192, 16L << 20, 1, true, false);

    /** The same for a caller that is done with a batch when it asks for the next. */
    public ReadOptions reusingBatches() {
        return new ReadOptions(batchRows, fetchBytes, parallelism, verifyChecksums, true);
    }

    public ReadOptions {
        if (batchRows < 1 || fetchBytes < 1 || parallelism < 1) {
            throw new IllegalArgumentException("batchRows " + batchRows + ", fetchBytes " + fetchBytes
                    + ", parallelism " + parallelism + " must all be positive");
        }
    }
}
