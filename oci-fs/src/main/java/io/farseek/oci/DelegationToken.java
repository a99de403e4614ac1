package io.farseek.oci;

import com.oracle.bmc.http.client.HttpRequest;
import com.oracle.bmc.http.client.RequestInterceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends the delegation token of a file with every request, the one that is in the file at the time. */
final class DelegationToken implements RequestInterceptor {
    private static final String HEADER = "opc-obo-token";

    private final Path file;

    DelegationToken(Path file) {
        this.file = file;
    }

    @Override
    public void intercept(HttpRequest request) {
        try {
            request.header(HEADER, Files.readString(file).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the delegation token " + file + " cannot be read; check "
                            + OciKeys.DELEGATION_TOKEN_FILE.fullName(),
                    e);
        }
    }
}
