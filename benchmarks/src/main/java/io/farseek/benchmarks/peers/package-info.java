/** Connectors side by side: the same reads through each one's Hadoop file system, in a process of its own, against one slow store. */
@NullMarked
package io.farseek.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
