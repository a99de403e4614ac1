package io.farseek.fs.hadoop;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between Hadoop's paths and a bucket's keys. A key is the path's decoded text without the leading slash; the root is the empty key; a
 * directory's keys begin with its own and a slash. Every character survives both ways, {@code %}, {@code +}, {@code :} and blanks included.
 */
final class PathKeys {
    private static final Logger LOG = LoggerFactory.getLogger(PathKeys.class);

    private final String scheme;
    private final String authority;
    private final AtomicBoolean warned = new AtomicBoolean();

    PathKeys(String scheme, String authority) {
        this.scheme = scheme;
        this.authority = authority;
    }

    /** The key of an absolute path. */
    String key(Path absolute) {
        return absolute.toUri().getPath().substring(1);
    }

    /** The path of a key, with or without a directory's trailing slash. */
    Path path(String key) {
        return new Path(scheme, authority, "/" + withoutSlash(key));
    }

    static String withoutSlash(String key) {
        return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    }

    /** The prefix of everything in the directory {@code key}. */
    static String prefixOf(String key) {
        return key.isEmpty() ? "" : key + "/";
    }

    /** The key of the directory that holds {@code key}; the root's is the root. */
    static String parentOf(String key) {
        int slash = key.lastIndexOf('/');
        return slash < 0 ? "" : key.substring(0, slash);
    }

    static String nameOf(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /**
     * Whether a key has a path. Hadoop's paths know no empty name and take {@code .} and {@code ..} for steps, so keys such as {@code a//b}
     * cannot be listed; they take part in recursive delete and rename all the same. Warns once of the first one seen.
     */
    boolean hasPath(String key) {
        String name = withoutSlash(key);
        for (int start = 0; start <= name.length(); ) {
            int slash = name.indexOf('/', start);
            int end = slash < 0 ? name.length() : slash;
            if (isNoName(name, start, end)) {
                if (warned.compareAndSet(false, true)) {
                    LOG.warn(
                            "object \"{}\" of {}://{} has no Hadoop path (an empty name, \".\" or \"..\" in it) and is left out of listings;"
                                    + " so are others like it",
                            key,
                            scheme,
                            authority);
                }
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean isNoName(String key, int start, int end) {
        int length = end - start;
        return length == 0
                || (length == 1 && key.charAt(start) == '.')
                || (length == 2 && key.charAt(start) == '.' && key.charAt(start + 1) == '.');
    }
}
