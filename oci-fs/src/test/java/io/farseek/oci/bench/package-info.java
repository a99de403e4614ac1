/** Access patterns of analyses on any connector for OCI Object Storage, for counting what they cost and for comparing connectors side by side. */
package io.farseek.oci.bench;
