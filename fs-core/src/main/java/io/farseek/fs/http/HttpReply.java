package io.farseek.fs.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose head has arrived.
 *
 * @param body what is left to read; empty, never null, when there is none. Reading it to its end gives the connection back; closing it
 *     earlier reads the rest when that is cheap and drops the connection otherwise
 * @param remote the address that answered (a proxy's when there is one)
 * @param reused whether an idle connection was used
 */
public record HttpReply(
        int status, String reason, List<HttpField> headers, InputStream body, InetAddress remote, boolean reused)
        implements Closeable {
    public HttpReply {
        headers = List.copyOf(headers);
    }

    /** The first value of a header, or null. */
    public @Nullable String header(String name) {
        for (HttpField each : headers) {
            if (each.name().equalsIgnoreCase(name)) {
                return each.value();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
