/** Traces of what readers of ROOT, Parquet and ORC files ask a file system for. */
@NullMarked
package io.farseek.benchmarks.capture;

import org.jspecify.annotations.NullMarked;
