package io.farseek.oci;

import io.farseek.fs.store.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Content to be sent, that can go back to its start at any time, closed or not. */
final class ContentStream extends InputStream {
    private final ContentSource content;
    private @Nullable InputStream in;

    ContentStream(ContentSource content) {
        this.content = content;
    }

    private InputStream in() throws IOException {
        InputStream open = in;
        if (open == null) {
            open = content.open();
            in = open;
        }
        return open;
    }

    @Override
    public int read() throws IOException {
        return in().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return in().read(target, offset, length);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public synchronized void mark(int limit) {}

    @Override
    public synchronized void reset() throws IOException {
        close();
    }

    @Override
    public void close() throws IOException {
        InputStream open = in;
        in = null;
        if (open != null) {
            open.close();
        }
    }
}
