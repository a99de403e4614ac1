/**
 * Spark applications that the tests submit.
 */
@NullMarked
package io.farseek.it.spark;

import org.jspecify.annotations.NullMarked;
