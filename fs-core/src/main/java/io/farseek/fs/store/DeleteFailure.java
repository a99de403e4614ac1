package io.farseek.fs.store;

/** An object that a batch delete left behind, and the store's reason. */
public record DeleteFailure(String key, String reason) {}
