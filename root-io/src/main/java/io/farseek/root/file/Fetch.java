package io.farseek.root.file;

import java.io.IOException;

/** Ranges of a file on their way. */
public interface Fetch {
    /** The bytes of the range asked for at {@code index}; blocks until they are there, up to a deadline. */
    Slice await(int index) throws IOException;
}
