/** {@code farseek demo}: from nothing to a dimuon mass spectrum read through the connector, measured, in one command. */
@NullMarked
package io.farseek.benchmarks.demo;

import org.jspecify.annotations.NullMarked;
