package io.farseek.benchmarks.store;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes a message body on, framing included, in whichever of HTTP/1.1's ways it is framed (RFC 9112, section 6). */
final class HttpBody {
    private final byte[] buffer = new byte[64 << 10];
    private final InputStream from;
    private final OutputStream to;
    private final Pace pace;
    private long passed;

    HttpBody(InputStream from, OutputStream to, Pace pace) {
        this.from = from;
        this.to = to;
        this.pace = pace;
    }

    /** Content bytes passed on so far, also when a copy has failed. */
    long passed() {
        return passed;
    }

    void copy(long length) throws IOException {
        for (long left = length; left > 0; ) {
            int got = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (got < 0) {
                throw new EOFException("a body of " + length + " bytes ended " + left + " bytes early");
            }
            pace.write(to, buffer, got);
            passed += got;
            left -= got;
        }
        to.flush();
    }

    void copyChunks() throws IOException {
        while (true) {
            String size = HttpHead.line(from, false);
            to.write((size + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            int extension = String.valueOf(size).indexOf(';');
            long length = Long.parseLong(
                    (extension < 0 ? String.valueOf(size) : String.valueOf(size).substring(0, extension)).strip(), 16);
            if (length == 0) {
                copyTrailer();
                to.flush();
                return;
            }
            copy(length);
            copyLine();
        }
    }

    void copyToEnd() throws IOException {
        for (int got = from.read(buffer); got >= 0; got = from.read(buffer)) {
            pace.write(to, buffer, got);
            passed += got;
        }
        to.flush();
    }

    private void copyTrailer() throws IOException {
        while (!copyLine().isEmpty()) {
            // the empty line ends it
        }
    }

    private String copyLine() throws IOException {
        String line = String.valueOf(HttpHead.line(from, false));
        to.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return line;
    }
}
