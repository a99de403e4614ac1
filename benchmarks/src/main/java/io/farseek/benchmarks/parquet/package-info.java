/**
 * A scan of a retail fact table in Parquet through this project's S3 file system and through S3A, side by side.
 */
@NullMarked
package io.farseek.benchmarks.parquet;

import org.jspecify.annotations.NullMarked;
