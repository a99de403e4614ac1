package io.farseek.fs.http;

/** One header line. The name is as written; it is compared without regard to case. */
public record HttpField(String name, String value) {
    public HttpField {
        if (!isToken(name)) {
            throw new IllegalArgumentException("a header cannot be named '" + name + "'");
        }
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("the header " + name + " would span lines");
        }
    }

    private static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c == ':' || c >= 127) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
