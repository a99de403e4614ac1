/**
 * Names to addresses, with a life of their own: the record's TTL instead of the JVM's cache, rotation, and stale answers when the resolver fails.
 */
@NullMarked
package io.farseek.fs.dns;

import org.jspecify.annotations.NullMarked;
