package io.farseek.fs.store;

/** What the store gave for an uploaded part, wanted again to complete the upload. */
public record PartReceipt(int partNumber, String etag, long length) {
    public PartReceipt {
        if (partNumber < 1) {
            throw new IllegalArgumentException("parts are numbered from 1, not " + partNumber);
        }
    }
}
