package io.farseek.xrootd.session;

/**
 * A file or directory as a server knows it.
 *
 * @param path absolute, beginning with one slash
 * @param cgi what is passed along with it (capabilities, {@code authz=}), without the question mark; may be empty
 */
public record XrdPath(String path, String cgi) {
    public XrdPath {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: '" + path + "'");
        }
        if (path.indexOf('\0') >= 0 || path.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a path has neither NUL nor line feed: '" + path + "'");
        }
    }

    public static XrdPath of(String path) {
        return new XrdPath(path, "");
    }

    /** Path and cgi as a request carries them, with {@code more} added to the cgi. */
    String withCgi(String more) {
        String all = cgi.isEmpty() || more.isEmpty() ? cgi + more : cgi + "&" + more;
        return all.isEmpty() ? path : path + "?" + all;
    }

    XrdPath child(String name) {
        return new XrdPath(path.endsWith("/") ? path + name : path + "/" + name, cgi);
    }

    @Override
    public String toString() {
        return path;
    }
}
