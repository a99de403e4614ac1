/**
 * OCI Object Storage in this process, for tests: signatures verified, conditions honoured, faults on order. Published as the test artifact of
 * {@code oci-fs}.
 */
package io.farseek.oci.embedded;
