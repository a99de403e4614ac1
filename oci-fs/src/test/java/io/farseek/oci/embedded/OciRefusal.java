package io.farseek.oci.embedded;

/** An answer of the service that is no success. */
final class OciRefusal extends Exception {
    final int status;
    final String code;

    OciRefusal(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }
}
