package io.farseek.s3;

import io.farseek.fs.store.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/** Content as the SDK wants it: opened anew for the signature, the checksum and every attempt. */
final class SentContent implements ContentStreamProvider {
    private static final String ANY_TYPE = "application/octet-stream";

    private final ContentSource content;
    // One request is signed and sent by one thread; a new stream means that the one before is no longer read.
    private @Nullable InputStream current;

    private SentContent(ContentSource content) {
        this.content = content;
    }

    static RequestBody of(ContentSource content, @Nullable String contentType) {
        return RequestBody.fromContentProvider(
                new SentContent(content), content.length(), contentType == null ? ANY_TYPE : contentType);
    }

    @Override
    public synchronized InputStream newStream() {
        try {
            if (current != null) {
                current.close();
            }
            current = content.open();
            return current;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read again what is to be written", e);
        }
    }

    @Override
    public String name() {
        return "Farseek";
    }
}
