package io.farseek.fs.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Bytes to be written, as often as they are asked for: a retry reads them again from the start. */
public interface ContentSource {
    /** An object without bytes. */
    ContentSource EMPTY = of(ByteBuffer.allocate(0));

    long length();

    /** The bytes from the start. The caller closes the stream. */
    InputStream open() throws IOException;

    /** The bytes from position to limit of each buffer, whose content must not change while this is in use. */
    static ContentSource of(ByteBuffer... buffers) {
        List<ByteBuffer> parts = new ArrayList<>();
        long total = 0;
        for (ByteBuffer each : buffers) {
            parts.add(each.asReadOnlyBuffer());
            total += each.remaining();
        }
        return new BufferedContent(Collections.unmodifiableList(parts), total);
    }
}
