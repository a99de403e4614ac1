/**
 * Statistics through Hadoop's own interfaces: {@code StorageStatistics} for counters and histograms, {@code IOStatistics} for streams.
 */
@NullMarked
package io.farseek.fs.stats;

import org.jspecify.annotations.NullMarked;
