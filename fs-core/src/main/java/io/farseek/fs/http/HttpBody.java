package io.farseek.fs.http;

import java.io.IOException;
import java.io.InputStream;

/** A request's body, readable as often as it has to be sent. */
public interface HttpBody {
    /** Its length in bytes; known, because stores refuse bodies of unknown length. */
    long length();

    /** The body from its start. The transport closes the stream. */
    InputStream open() throws IOException;
}
