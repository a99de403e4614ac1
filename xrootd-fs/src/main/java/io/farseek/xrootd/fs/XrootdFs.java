package io.farseek.xrootd.fs;

import io.farseek.xrootd.wire.Protocol;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;

/** The same for {@code FileContext}: set {@code fs.AbstractFileSystem.root.impl} (and of the other schemes) to this class. */
public final class XrootdFs extends DelegateToFileSystem {
    public XrootdFs(URI uri, Configuration conf) throws IOException, URISyntaxException {
        super(uri, new XrootdFileSystem(), conf, uri.getScheme(), true);
    }

    @Override
    public int getUriDefaultPort() {
        return Protocol.DEFAULT_PORT;
    }
}
