/**
 * S3 servers for tests, each outside the JVM that tests run in.
 */
@NullMarked
package io.farseek.it.servers;

import org.jspecify.annotations.NullMarked;
