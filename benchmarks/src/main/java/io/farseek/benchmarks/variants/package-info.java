/**
 * The same patterns of reads in many situations, on a simulated network: other networks, thinking readers, crowds, little memory, slow tails.
 */
@NullMarked
package io.farseek.benchmarks.variants;

import org.jspecify.annotations.NullMarked;
