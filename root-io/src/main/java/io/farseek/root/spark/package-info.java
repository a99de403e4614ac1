/** The Spark data source {@code root}: schemas, partitions and columnar batches over tables in ROOT files. */
@NullMarked
package io.farseek.root.spark;

import org.jspecify.annotations.NullMarked;
