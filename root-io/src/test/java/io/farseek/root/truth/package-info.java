/** Compares every branch and field of the shared real files with values that an independent reader found in them. */
package io.farseek.root.truth;
