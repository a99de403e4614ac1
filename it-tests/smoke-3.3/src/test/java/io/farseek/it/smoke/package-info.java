/**
 * Proof that classes compiled for the newest Hadoop load and work on the oldest one supported.
 */
@NullMarked
package io.farseek.it.smoke;

import org.jspecify.annotations.NullMarked;
