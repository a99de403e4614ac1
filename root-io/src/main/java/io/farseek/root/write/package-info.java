/** Writes ROOT files with TTrees of flat, jagged and split TClonesArray branches to streams that cannot seek. */
@NullMarked
package io.farseek.root.write;

import org.jspecify.annotations.NullMarked;
