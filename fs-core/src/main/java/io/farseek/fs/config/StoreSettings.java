package io.farseek.fs.config;

import java.time.Duration;

/**
 * How an object store is made to look like a file system.
 *
 * @param statusCache how long a status may be used again; zero not at all
 * @param checkAncestors whether parents are proven not to be files, with requests
 * @param keepParent whether a directory survives the loss of its last entry
 * @param parallelObjects most requests of one directory operation under way at once
 */
public record StoreSettings(
        Duration statusCache, boolean checkAncestors, boolean keepParent, int parallelObjects, long blockBytes) {}
