package io.farseek.oci.bench;

import io.farseek.oci.OciFixture;
import io.farseek.oci.embedded.EmbeddedOci;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;

/**
 * The embedded service as a process: {@code OciStoreMain MEBIBYTES FILE} makes two objects of that size, writes the configuration of a client
 * to FILE, and serves until its standard input ends. Each line it reads is answered with the counts since the start:
 * {@code requests bytes connections}, and the peak concurrency since the last line.
 */
public final class OciStoreMain {
    private OciStoreMain() {}

    @SuppressWarnings("SystemOut") // What the parent waits for.
    public static void main(String[] arguments) throws IOException {
        byte[] content = new byte[Integer.parseInt(arguments[0]) << 20];
        new Random(1).nextBytes(content);
        try (OciFixture fixture = OciFixture.start()) {
            EmbeddedOci oci = fixture.service();
            oci.put(OciFixture.NAMESPACE, OciFixture.BUCKET, OciReads.OBJECT, content);
            oci.put(OciFixture.NAMESPACE, OciFixture.BUCKET, OciReads.WARM_UP_OBJECT, content);
            oci.latency(Duration.ofMillis(20));
            oci.line.slow(Duration.ofMillis(8), 100_000_000);
            Configuration conf = new Configuration(false);
            fixture.configureForOracle(conf, java.nio.file.Path.of(arguments[1]).resolveSibling("key.pem"));
            conf.set("fs.defaultFS", OciFixture.uri());
            try (var out = java.nio.file.Files.newOutputStream(java.nio.file.Path.of(arguments[1]))) {
                conf.writeXml(out);
            }
            System.out.println("ready");
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            while (in.readLine() != null) {
                System.out.println(oci.requests.size() + " " + oci.line.sent() + " " + oci.line.connections() + " "
                        + oci.mostAtOnce.getAndSet(0));
            }
        }
        Runtime.getRuntime().halt(0);
    }
}
