/**
 * An S3 server in this JVM, for tests and the demo.
 */
@NullMarked
package io.farseek.embedded;

import org.jspecify.annotations.NullMarked;
