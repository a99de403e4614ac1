/**
 * What single steps of the read path cost, measured with JMH.
 */
@NullMarked
package io.farseek.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
