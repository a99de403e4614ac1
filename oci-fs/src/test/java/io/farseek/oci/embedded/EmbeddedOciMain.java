package io.farseek.oci.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The service as a process: {@code EmbeddedOciMain FOLDER NAMESPACE BUCKET} makes a user, writes a profile as clients read it to
 * {@code FOLDER/config} with the private key beside it, prints the endpoint as the first line and serves until its standard input ends. So it
 * never outlives the process that started it, however that one ended.
 */
public final class EmbeddedOciMain {
    private static final String TENANCY = "ocid1.tenancy.oc1..embedded";
    private static final String USER = "ocid1.user.oc1..embedded";

    private EmbeddedOciMain() {}

    @SuppressWarnings("SystemOut") // The endpoint on standard output is what the parent waits for.
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        Path folder = Path.of(arguments[0]);
        try (EmbeddedOci oci = EmbeddedOci.start()) {
            oci.makeBucket(arguments[1], arguments[2]);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            String fingerprint = HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("MD5")
                            .digest(keys.getPublic().getEncoded()));
            oci.trust(TENANCY + "/" + USER + "/" + fingerprint, keys.getPublic());
            Path key = folder.resolve("key.pem");
            Files.writeString(
                    key,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                                    .encodeToString(keys.getPrivate().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
            Files.writeString(
                    folder.resolve("config"),
                    "[DEFAULT]\ntenancy=" + TENANCY + "\nuser=" + USER + "\nfingerprint=" + fingerprint + "\nkey_file="
                            + key.toAbsolutePath() + "\nregion=us-ashburn-1\n");
            System.out.println(oci.endpoint());
            System.out.flush();
            byte[] ignored = new byte[256];
            int got = System.in.read(ignored);
            while (got >= 0) {
                got = System.in.read(ignored);
            }
        }
        Runtime.getRuntime().halt(0);
    }
}
