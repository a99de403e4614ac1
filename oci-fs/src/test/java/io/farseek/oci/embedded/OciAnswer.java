package io.farseek.oci.embedded;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A successful answer. */
final class OciAnswer {
    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final byte[] bytes;
    private final int from;
    private final int length;

    OciAnswer(int status, byte[] body) {
        this(status, body, 0, body.length);
    }

    /** With a part of {@code bytes} as its body, which is not copied: an object can be large, and a range of it be left unread. */
    OciAnswer(int status, byte[] bytes, int from, int length) {
        this.status = status;
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    static OciAnswer json(int status, String text) {
        return new OciAnswer(status, text.getBytes(StandardCharsets.UTF_8)).with("Content-Type", "application/json");
    }

    OciAnswer with(String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
        return this;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int length() {
        return length;
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }
}
