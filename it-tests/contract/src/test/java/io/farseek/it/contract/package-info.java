/**
 * Hadoop's file system contract tests, run unchanged against any store: which one is said by the system property
 * {@code farseek.contract.store}.
 */
@NullMarked
package io.farseek.it.contract;

import org.jspecify.annotations.NullMarked;
