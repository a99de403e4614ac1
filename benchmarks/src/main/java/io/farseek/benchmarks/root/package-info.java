/** A query on a wide tree of a ROOT file, in Spark. */
@NullMarked
package io.farseek.benchmarks.root;

import org.jspecify.annotations.NullMarked;
