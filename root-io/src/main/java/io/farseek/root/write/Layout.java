package io.farseek.root.write;

import java.io.Serializable;

/**
 * What the first hundred bytes of a file must say about its last ones: where the file, its key list, its free list and its streamer information
 * end up. A dry run of the same content finds it, so that the file can then go to a stream that cannot seek.
 */
public record Layout(long end, long seekKeys, int keysBytes, long seekInfo, int infoBytes, long seekFree, int freeBytes)
        implements Serializable {}
