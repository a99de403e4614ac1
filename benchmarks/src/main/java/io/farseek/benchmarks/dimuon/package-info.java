/** The dimuon workload: deterministic collision events, the mass of a muon pair, the mass spectrum and the reductions that make it. */
@NullMarked
package io.farseek.benchmarks.dimuon;

import org.jspecify.annotations.NullMarked;
