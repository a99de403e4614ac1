/**
 * Typed configuration: every key once, as a constant, read once at start-up into records; the only package that knows Hadoop's
 * {@code Configuration}.
 *
 * <p>Names. A shared key is {@code fs.farseek.NAME} (read-ahead, writing, directories, HTTP, DNS); a connector's own is
 * {@code fs.farseek.CONNECTOR.NAME}, where the connector is {@code s3}, {@code oci} or {@code xrootd} whatever URI scheme it serves. Most
 * specific wins:
 *
 * <ol>
 *   <li>{@code fs.farseek.CONNECTOR.bucket.BUCKET.NAME}, shared names too
 *   <li>{@code fs.farseek.CONNECTOR.NAME}, shared names too
 *   <li>{@code fs.farseek.NAME}, shared names only
 *   <li>the keys of other connectors that the key falls back to, per bucket first; what Hadoop's own {@code *-default.xml} files say of them does not count
 *   <li>the default
 * </ol>
 */
@NullMarked
package io.farseek.fs.config;

import org.jspecify.annotations.NullMarked;
