package io.farseek.root.file;

import java.io.Serializable;

/** Bytes {@code [offset, offset + length)} of a file. */
public record Span(long offset, int length) implements Serializable {
    public long end() {
        return offset + length;
    }
}
