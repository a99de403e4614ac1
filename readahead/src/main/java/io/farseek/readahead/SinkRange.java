package io.farseek.readahead;

/** One range of a vectored request and the sink that gets its bytes. */
public record SinkRange(ByteRange range, RangeSink sink) {}
