package io.farseek.it.contract;

import io.farseek.oci.OciFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/** OCI Object Storage, embedded, through the SDK and the transport. */
public final class OciStoreUnderTest implements StoreUnderTest {
    private final OciFixture fixture;

    public OciStoreUnderTest() {
        try {
            fixture = OciFixture.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String scheme() {
        return "oci";
    }

    @Override
    public String uri() {
        return OciFixture.uri();
    }

    @Override
    public void configure(Configuration configuration) {
        fixture.configure(configuration);
        configuration.set("fs.oci.impl", "io.farseek.oci.OciBulkFileSystem");
        configuration.set("fs.AbstractFileSystem.oci.impl", "io.farseek.oci.Oci");
    }
}
