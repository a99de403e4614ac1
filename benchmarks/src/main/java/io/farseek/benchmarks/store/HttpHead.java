package io.farseek.benchmarks.store;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The start line and header fields of an HTTP/1.1 message, kept as sent so that signatures over them stay valid (RFC 9112).
 *
 * @param fields header lines as sent, without line ends
 */
record HttpHead(String startLine, List<String> fields) {
    private static final int LONGEST = 64 << 10;

    HttpHead {
        fields = List.copyOf(fields);
    }

    /** Reads a head; null when the stream ends before its first byte. */
    static @Nullable HttpHead read(InputStream from) throws IOException {
        String start = line(from, true);
        if (start == null) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        for (String next = line(from, false); next != null && !next.isEmpty(); next = line(from, false)) {
            fields.add(next);
        }
        return new HttpHead(start, fields);
    }

    /** The field's value; empty when it is absent. */
    String field(String name) {
        for (String each : fields) {
            int colon = each.indexOf(':');
            if (colon == name.length() && each.regionMatches(true, 0, name, 0, colon)) {
                return each.substring(colon + 1).strip();
            }
        }
        return "";
    }

    boolean has(String name, String value) {
        return field(name).toLowerCase(Locale.ROOT).contains(value);
    }

    HttpHead without(String name) {
        List<String> left = new ArrayList<>(fields);
        left.removeIf(each -> each.regionMatches(true, 0, name + ":", 0, name.length() + 1));
        return new HttpHead(startLine, left);
    }

    /** The word of the start line at {@code index}, counted from 0. */
    String word(int index) {
        int from = 0;
        for (int i = 0; i < index; i++) {
            from = startLine.indexOf(' ', from) + 1;
        }
        int to = startLine.indexOf(' ', from);
        return to < 0 ? startLine.substring(from) : startLine.substring(from, to);
    }

    int status() {
        return Integer.parseInt(word(1));
    }

    /** Length of the body by its field; -1 when there is none. */
    long contentLength() {
        String text = field("Content-Length");
        return text.isEmpty() ? -1 : Long.parseLong(text);
    }

    byte[] bytes() {
        return (startLine + "\r\n" + String.join("\r\n", fields) + (fields.isEmpty() ? "\r\n" : "\r\n\r\n"))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** One line without its end; null when the stream ends first and {@code mayEnd}. */
    static @Nullable String line(InputStream from, boolean mayEnd) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = from.read(); next != '\n'; next = from.read()) {
            if (next < 0) {
                if (mayEnd && line.size() == 0) {
                    return null;
                }
                throw new EOFException("the connection ended inside a line");
            }
            if (line.size() == LONGEST) {
                throw new IOException("a line of more than " + LONGEST + " bytes");
            }
            line.write(next);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
