/**
 * Hadoop's streams: the input stream over a {@code ReadAhead} and the output stream over multipart uploads.
 */
@NullMarked
package io.farseek.fs.stream;

import org.jspecify.annotations.NullMarked;
