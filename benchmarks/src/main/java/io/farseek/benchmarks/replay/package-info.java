/**
 * Shows what the read-ahead would do with a trace of reads: requests, bytes and modelled seconds.
 */
@NullMarked
package io.farseek.benchmarks.replay;

import org.jspecify.annotations.NullMarked;
