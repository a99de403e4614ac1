package io.farseek.oci;

import io.farseek.oci.embedded.EmbeddedOci;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** An embedded service with a bucket, a user whose key it trusts, and file systems over it. */
public final class OciFixture implements AutoCloseable {
    public static final String NAMESPACE = "axns";
    public static final String BUCKET = "data";
    static final String AUTHORITY = BUCKET + "@" + NAMESPACE;
    static final String TENANCY = "ocid1.tenancy.oc1..aaa";
    static final String USER = "ocid1.user.oc1..bbb";
    static final KeyPair KEYS = keys();
    static final String FINGERPRINT = fingerprint(KEYS);

    final EmbeddedOci oci;

    private OciFixture(EmbeddedOci oci) {
        this.oci = oci;
    }

    /** Starts everything. */
    public static OciFixture start() throws IOException {
        EmbeddedOci oci = EmbeddedOci.start();
        oci.trust(TENANCY + "/" + USER + "/" + FINGERPRINT, KEYS.getPublic());
        oci.makeBucket(NAMESPACE, BUCKET);
        return new OciFixture(oci);
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String fingerprint(KeyPair keys) {
        try {
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("MD5")
                            .digest(keys.getPublic().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    /** Our own keys, in a configuration with nothing else. */
    Configuration configuration() {
        Configuration conf = new Configuration(false);
        configure(conf);
        conf.set("hadoop.tmp.dir", System.getProperty("java.io.tmpdir"));
        return conf;
    }

    /** The file system's URI. */
    public static String uri() {
        return "oci://" + AUTHORITY;
    }

    /** Sets what a file system needs to reach the bucket. */
    public void configure(Configuration conf) {
        conf.set("fs.oci.impl", OciFileSystem.class.getName());
        conf.set("fs.farseek.oci.endpoint", oci.endpoint());
        conf.set("fs.farseek.oci.auth.tenancy", TENANCY);
        conf.set("fs.farseek.oci.auth.user", USER);
        conf.set("fs.farseek.oci.auth.fingerprint", FINGERPRINT);
        conf.set("fs.farseek.oci.auth.key", pem(KEYS));
    }

    /** The service itself. */
    public EmbeddedOci service() {
        return oci;
    }

    /** Sets what Oracle's connector needs, which ours reads as well; writes the private key to {@code keyFile}. */
    public void configureForOracle(Configuration conf, java.nio.file.Path keyFile) throws IOException {
        java.nio.file.Files.writeString(keyFile, pem(KEYS));
        conf.set("fs.oci.client.hostname", oci.endpoint());
        conf.set("fs.oci.client.auth.tenantId", TENANCY);
        conf.set("fs.oci.client.auth.userId", USER);
        conf.set("fs.oci.client.auth.fingerprint", FINGERPRINT);
        conf.set("fs.oci.client.auth.pemfilepath", keyFile.toString());
    }

    FileSystem open(Configuration conf) throws IOException {
        return open(conf, AUTHORITY);
    }

    FileSystem open(Configuration conf, String authority) throws IOException {
        OciFileSystem fs = new OciFileSystem();
        fs.initialize(URI.create("oci://" + authority), conf);
        return fs;
    }

    static Path path(String key) {
        return new Path("oci://" + AUTHORITY + "/" + key);
    }

    @Override
    public void close() {
        oci.close();
    }
}
