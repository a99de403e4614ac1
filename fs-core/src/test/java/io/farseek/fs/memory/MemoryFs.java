package io.farseek.fs.memory;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/** {@code memory://BUCKET} for {@code FileContext}. */
public final class MemoryFs extends DelegateToFileSystem {
    public MemoryFs(URI uri, Configuration configuration) throws IOException, URISyntaxException {
        super(uri, new MemoryFileSystem(), configuration, uri.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
        return -1;
    }
}
