/** This client and the C++ one beside each other on the same XRootD servers; started by {@code benchmarks/xrootd/run}. */
@NullMarked
package io.farseek.benchmarks.xrootd;

import org.jspecify.annotations.NullMarked;
