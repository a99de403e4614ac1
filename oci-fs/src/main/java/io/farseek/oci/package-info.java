/**
 * OCI Object Storage as a Hadoop file system: the SDK over Farseek's transport, authentication, and one bucket as an object store.
 */
@NullMarked
package io.farseek.oci;

import org.jspecify.annotations.NullMarked;
