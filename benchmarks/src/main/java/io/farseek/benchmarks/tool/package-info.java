/** What the tools of {@code ./farseek bench} have in common. */
@NullMarked
package io.farseek.benchmarks.tool;

import org.jspecify.annotations.NullMarked;
