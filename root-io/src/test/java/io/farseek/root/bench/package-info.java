/** How fast files are read beside their codec alone: {@code ./farseek bench root}. */
package io.farseek.root.bench;
