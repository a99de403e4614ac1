/** The command line tool that lists, describes and prints ROOT files. */
@NullMarked
package io.farseek.root.cli;

import org.jspecify.annotations.NullMarked;
