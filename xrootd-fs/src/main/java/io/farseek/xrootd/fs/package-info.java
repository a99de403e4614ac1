/** Hadoop's file systems {@code root}, {@code xroot}, {@code roots} and {@code xroots} over the XRootD client and the shared read-ahead. */
@NullMarked
package io.farseek.xrootd.fs;

import org.jspecify.annotations.NullMarked;
