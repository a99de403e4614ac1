package io.farseek.xrootd.fs;

import io.farseek.xrootd.session.XrdPath;
import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's paths as the server's, and back. What follows a question mark in a path is not part of its name: it is passed along to the
 * server, and given to the children of a directory that is listed with it.
 */
final class RemotePaths {
    private final URI uri;
    private final String cgi;

    /** Takes scheme and authority, and the opaque text for every path. */
    RemotePaths(URI uri, String cgi) {
        this.uri = uri;
        this.cgi = cgi;
    }

    /** Of an absolute path. */
    XrdPath remote(Path path) {
        String text = path.toUri().getPath();
        int question = text.indexOf('?');
        if (question < 0) {
            return new XrdPath(text.isEmpty() ? "/" : text, cgi);
        }
        String own = text.substring(question + 1);
        String name = question == 0 ? "/" : text.substring(0, question);
        return new XrdPath(name, own.isEmpty() || cgi.isEmpty() ? own + cgi : own + "&" + cgi);
    }

    /** The path of a name in {@code parent}, with what the parent's path passed along. */
    Path child(Path parent, String name) {
        String text = parent.toUri().getPath();
        int question = text.indexOf('?');
        String folder = question < 0 ? text : text.substring(0, question);
        String tail = question < 0 ? "" : text.substring(question);
        return new Path(
                uri.getScheme(), uri.getAuthority(), (folder.endsWith("/") ? folder : folder + "/") + name + tail);
    }

    /** The directory above, or null for the root. */
    static @Nullable Path parent(Path path) {
        String text = path.toUri().getPath();
        int question = text.indexOf('?');
        if (question < 0) {
            return path.getParent();
        }
        Path bare = new Path(path.toUri().getScheme(), path.toUri().getAuthority(), text.substring(0, question));
        Path up = bare.getParent();
        return up == null
                ? null
                : new Path(
                        up.toUri().getScheme(),
                        up.toUri().getAuthority(),
                        up.toUri().getPath() + text.substring(question));
    }
}
