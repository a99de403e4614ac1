/**
 * An object store in memory that logs every request and fails on demand: what everything above the store is proven on.
 */
@NullMarked
package io.farseek.fs.memory;

import org.jspecify.annotations.NullMarked;
