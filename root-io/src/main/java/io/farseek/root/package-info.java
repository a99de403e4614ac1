/** The front door of ROOT files: opening one and listing or opening the tables (TTrees and RNTuples) in it. */
@NullMarked
package io.farseek.root;

import org.jspecify.annotations.NullMarked;
