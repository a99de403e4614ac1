package io.farseek.readahead;

/** Marks an exception that asking again will not cure: the object has changed, or the caller may not read it. */
public interface PermanentFailure {}
