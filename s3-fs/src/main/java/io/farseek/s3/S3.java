package io.farseek.s3;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/** {@link S3FileSystem} for {@code FileContext}: the value of {@code fs.AbstractFileSystem.SCHEME.impl}. */
public final class S3 extends DelegateToFileSystem {
    /** Called by Hadoop, by reflection. */
    public S3(URI uri, Configuration configuration) throws IOException, URISyntaxException {
        super(uri, new S3FileSystem(), configuration, uri.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
        return -1;
    }
}
