/**
 * How the dimuon reduction scales with task slots: runs, the formulas that describe them, published results to compare with, and figures.
 */
@NullMarked
package io.farseek.benchmarks.scaling;

import org.jspecify.annotations.NullMarked;
