package io.farseek.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.fs.http.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is signed by what when no API key is configured. Principals are found in the environment, which is given to a process of its own;
 * what it asks is answered on loopback.
 */
@Timeout(120)
class PrincipalsTest {
    private static final String WRITTEN = "written by a principal";

    @TempDir
    java.nio.file.Path folder;

    private OciFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = OciFixture.start();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Configuration configuration(String kind) {
        Configuration conf = new Configuration(false);
        conf.set("fs.oci.impl", OciFileSystem.class.getName());
        conf.set("fs.farseek.oci.endpoint", fixture.oci.endpoint());
        conf.set("fs.farseek.oci.auth", kind);
        conf.set("hadoop.tmp.dir", folder.toString());
        return conf;
    }

    private String run(Configuration conf, Map<String, String> environment) throws Exception {
        java.nio.file.Path file = folder.resolve("client.xml");
        try (var out = Files.newOutputStream(file)) {
            conf.writeXml(out);
        }
        ProcessBuilder builder = new ProcessBuilder(
                        java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrincipalMain.class.getName(),
                        file.toString(),
                        OciFixture.uri() + "/file")
                .redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("OCI_") || name.startsWith("KUBERNETES_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("not done after a minute: " + said);
        }
        return said;
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + kind + "-----\n";
    }

    /** The certificate of an instance, which names its tenancy, with its key; made by the JDK's tool. */
    private KeyStore instanceKeys() throws Exception {
        java.nio.file.Path store = folder.resolve("instance.p12");
        Process keytool = new ProcessBuilder(
                        java.nio.file.Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "instance",
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-validity",
                        "2",
                        "-dname",
                        "CN=ocid1.instance.oc1..ccc,OU=opc-tenant:" + OciFixture.TENANCY + ",OU=opc-instance",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        TestCertificate.PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        return KeyStore.getInstance(store.toFile(), TestCertificate.PASSWORD.toCharArray());
    }

    @Test
    void anInstanceSignsWithTheTokenThatItsCertificateGot() throws Exception {
        KeyStore keys = instanceKeys();
        Certificate certificate = keys.getCertificate("instance");
        Key key = keys.getKey("instance", TestCertificate.PASSWORD.toCharArray());
        String certificatePem = pem("CERTIFICATE", certificate.getEncoded());
        try (FakeAuthServices services = FakeAuthServices.plain(fixture.oci)) {
            services.metadata("/opc/v2/instance/region", "eu-zurich-1");
            services.metadata("/opc/v2/identity/cert.pem", certificatePem);
            services.metadata("/opc/v2/identity/key.pem", pem("PRIVATE KEY", key.getEncoded()));
            services.metadata("/opc/v2/identity/intermediate.pem", certificatePem);
            Configuration conf = configuration("instance-principal");
            conf.set("fs.farseek.oci.auth.federation-endpoint", services.url());

            String said = run(conf, Map.of("OCI_METADATA_BASE_URL", services.url() + "/opc/v2/"));

            assertThat(said).contains(WRITTEN);
            assertThat(services.requests).contains("GET /opc/v2/identity/cert.pem Bearer Oracle");
            assertThat(services.requests)
                    .filteredOn(each -> each.startsWith("POST /v1/x509"))
                    .as("one token for both file systems, asked for with the certificate")
                    .singleElement()
                    .asString()
                    .contains("keyId=\"" + OciFixture.TENANCY + "/fed-x509-sha256/");
            assertThat(services.bodies.get(0)).contains(Base64.getEncoder().encodeToString(certificate.getEncoded()));
            assertThat(fixture.oci.signers).isNotEmpty().allMatch(each -> each.startsWith("ST$ey"));
        }
    }

    @Test
    void aResourceSignsWithTheTokenOfItsEnvironment() throws Exception {
        String token = FakeAuthServices.token(OciFixture.KEYS.getPublic());
        fixture.oci.trust("ST$" + token, OciFixture.KEYS.getPublic());
        Map<String, String> environment = new HashMap<>();
        environment.put("OCI_RESOURCE_PRINCIPAL_VERSION", "2.2");
        environment.put(
                "OCI_RESOURCE_PRINCIPAL_RPST",
                Files.writeString(folder.resolve("rpst"), token).toString());
        environment.put(
                "OCI_RESOURCE_PRINCIPAL_PRIVATE_PEM",
                Files.writeString(folder.resolve("rp.pem"), OciFixture.pem(OciFixture.KEYS))
                        .toString());
        environment.put("OCI_RESOURCE_PRINCIPAL_REGION", "eu-zurich-1");

        assertThat(run(configuration("resource-principal"), environment)).contains(WRITTEN);

        assertThat(fixture.oci.signers).isNotEmpty().containsOnly("ST$" + token);
    }

    @Test
    void aPodSignsWithTheTokenThatItsServiceAccountGot() throws Exception {
        // What answers there is trusted for the cluster's authority, whatever name its certificate has.
        TestCertificate certificate = TestCertificate.make(folder, "dns:cluster.invalid");
        ThreadLocalRandom random = ThreadLocalRandom.current();
        String address = "127." + random.nextInt(1, 255) + "." + random.nextInt(1, 255) + ".1";
        String account = FakeAuthServices.token(OciFixture.KEYS.getPublic());
        try (FakeAuthServices services = FakeAuthServices.cluster(fixture.oci, certificate.server(), address)) {
            Configuration conf = configuration("oke-workload-identity");
            conf.set(
                    "fs.farseek.oci.auth.service-account-token-file",
                    Files.writeString(folder.resolve("account"), account).toString());

            String said = run(
                    conf,
                    Map.of(
                            "KUBERNETES_SERVICE_HOST",
                            address,
                            "OCI_KUBERNETES_SERVICE_ACCOUNT_CERT_PATH",
                            certificate.pem().toString(),
                            "OCI_RESOURCE_PRINCIPAL_REGION",
                            "eu-zurich-1"));

            assertThat(said).contains(WRITTEN);
            assertThat(services.requests)
                    .as("one token for both file systems")
                    .containsExactly("POST /resourcePrincipalSessionTokens Bearer " + account);
            assertThat(fixture.oci.signers).isNotEmpty().allMatch(each -> each.startsWith("ST$ey"));
        }
    }

    @Test
    void aDelegationTokenIsSignedWithEveryRequestAndReadAgainEachTime() throws Exception {
        java.nio.file.Path token = Files.writeString(folder.resolve("delegation"), "first\n");
        Configuration conf = fixture.configuration();
        conf.set("fs.oci.delegation.token.filepath", token.toString());
        String user = OciFixture.TENANCY + "/" + OciFixture.USER + "/" + OciFixture.FINGERPRINT;
        try (FileSystem fs = fixture.open(conf)) {
            fs.exists(OciFixture.path("file"));
            Files.writeString(token, "second\n");
            fs.mkdirs(OciFixture.path("folder"));
        }
        assertThat(List.copyOf(fixture.oci.signers))
                .startsWith(user + " first")
                .endsWith(user + " second")
                .allMatch(each -> each.equals(user + " first") || each.equals(user + " second"));
    }
}
