/**
 * What an object store can do, and the Hadoop file system on top of it.
 */
@NullMarked
package io.farseek.fs.store;

import org.jspecify.annotations.NullMarked;
