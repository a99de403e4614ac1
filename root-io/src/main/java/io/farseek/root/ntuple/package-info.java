/** RNTuples of format 1.0: envelopes, fields, columns and pages. */
@NullMarked
package io.farseek.root.ntuple;

import org.jspecify.annotations.NullMarked;
