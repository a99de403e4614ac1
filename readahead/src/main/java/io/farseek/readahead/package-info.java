/**
 * Seek-aware read-ahead over any range-readable object: planner, block pool, fetch scheduling, cost model and recorder, on the JDK alone.
 */
@NullMarked
package io.farseek.readahead;

import org.jspecify.annotations.NullMarked;
