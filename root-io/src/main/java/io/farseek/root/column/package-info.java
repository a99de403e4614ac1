/** Typed columns read from ROOT files, their types, and the table, scan and batch reader every storage layout implements. */
@NullMarked
package io.farseek.root.column;

import org.jspecify.annotations.NullMarked;
