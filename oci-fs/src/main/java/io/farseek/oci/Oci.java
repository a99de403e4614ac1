package io.farseek.oci;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/** {@code oci://bucket@namespace/path} for Hadoop's {@code FileContext}: {@code fs.AbstractFileSystem.oci.impl}. */
public final class Oci extends DelegateToFileSystem {
    public Oci(URI uri, Configuration configuration) throws IOException, URISyntaxException {
        super(uri, new OciFileSystem(), configuration, uri.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
        return -1;
    }
}
