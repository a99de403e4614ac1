/** What reading costs a client's machine: processor time beside Amazon's SDK alone, and memory beside the budget. */
@NullMarked
package io.farseek.benchmarks.cost;

import org.jspecify.annotations.NullMarked;
