/** A store that behaves like a distant one: a loopback front that adds first-byte latency and limits bandwidth, with a log of every request. */
@NullMarked
package io.farseek.benchmarks.store;

import org.jspecify.annotations.NullMarked;
