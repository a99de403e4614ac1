/**
 * Hadoop's {@code FileSystem} over an {@code ObjectStore}: paths, directories, listings, rename and delete. A connector extends
 * {@link io.farseek.fs.hadoop.ObjectStoreFileSystem} and opens its store.
 */
@NullMarked
package io.farseek.fs.hadoop;

import org.jspecify.annotations.NullMarked;
