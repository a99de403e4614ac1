package io.farseek.it.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.oci.embedded.EmbeddedOci;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As a user does it: {@code spark-submit --jars} with the shaded jar of oci-fs, on the service in memory. */
class OciSparkSubmitTest {
    private static final String TENANCY = "ocid1.tenancy.oc1..spark";
    private static final String USER = "ocid1.user.oc1..spark";

    @Test
    void writesAndReadsParquetAndOrc() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        String fingerprint = HexFormat.ofDelimiter(":")
                .formatHex(MessageDigest.getInstance("MD5").digest(keys.getPublic().getEncoded()));
        try (EmbeddedOci oci = EmbeddedOci.start()) {
            oci.trust(TENANCY + "/" + USER + "/" + fingerprint, keys.getPublic());
            oci.makeBucket("spark", "data");
            Map<String, String> conf = new LinkedHashMap<>();
            // Hadoop looks for file systems once, before spark-submit adds the jars of --jars: the class has to be named.
            conf.put("spark.hadoop.fs.oci.impl", "io.farseek.oci.OciFileSystem");
            conf.put("spark.hadoop.fs.farseek.oci.endpoint", oci.endpoint());
            conf.put("spark.hadoop.fs.farseek.oci.auth.tenancy", TENANCY);
            conf.put("spark.hadoop.fs.farseek.oci.auth.user", USER);
            conf.put("spark.hadoop.fs.farseek.oci.auth.fingerprint", fingerprint);
            conf.put("spark.hadoop.fs.farseek.oci.auth.key", pem(keys));
            conf.put("spark.ui.enabled", "false");
            conf.put("spark.sql.shuffle.partitions", "2");

            SparkSubmit.Result result = SparkSubmit.runWith(
                    "oci-fs", "io.farseek.it.spark.RoundTrip", conf, "oci://data@spark/round-trip", "oci");

            assertThat(result.exit()).as(result.output()).isZero();
            assertThat(result.output()).doesNotContain("NoClassDefFoundError", "NoSuchMethodError", "LinkageError");
            assertThat(oci.names("spark", "data"))
                    .anyMatch(each -> each.endsWith(".parquet"))
                    .anyMatch(each -> each.endsWith(".orc"))
                    .noneMatch(each -> each.contains("_temporary"));
        }
    }

    /** On one line, with the line ends as two characters, as configuration files have it. */
    private static String pem(KeyPair keys) {
        return "-----BEGIN PRIVATE KEY-----\\n"
                + Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\\n-----END PRIVATE KEY-----\\n";
    }
}
