package io.farseek.root.column;

import java.io.Serializable;

/**
 * How a scan reads.
 *
 * @param batchRows most rows in a batch
 * @param fetchBytes stored bytes to ask for in one vectored read; a cluster that is larger is still read whole
 * @param parallelism threads that decompress, 1 means the calling thread does it
 * @param verifyChecksums whether the checksums of LZ4 frames and RNTuple pages are compared with their content
 */
public record ReadOptions(int batchRows, long fetchBytes, int parallelism, boolean verifyChecksums)
        implements Serializable {

    /** 8192 rows, 16 MiB, the calling thread, checksums on. */
    public static final ReadOptions DEFAULT = new ReadOptions(8192, 16L << 20, 1, true);

    public ReadOptions {
        if (batchRows < 1 || fetchBytes < 1 || parallelism < 1) {
            throw new IllegalArgumentException("batchRows " + batchRows + ", fetchBytes " + fetchBytes
                    + ", parallelism " + parallelism + " must all be positive");
        }
    }
}
