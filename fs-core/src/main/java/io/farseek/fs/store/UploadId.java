package io.farseek.fs.store;

/** A multipart upload that has been started: the key it will become and the store's name for it. */
public record UploadId(String key, String id) {}
