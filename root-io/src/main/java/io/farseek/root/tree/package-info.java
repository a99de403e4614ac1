/** TTrees: branches, baskets and the decoders that turn their bytes into columns. */
@NullMarked
package io.farseek.root.tree;

import org.jspecify.annotations.NullMarked;
