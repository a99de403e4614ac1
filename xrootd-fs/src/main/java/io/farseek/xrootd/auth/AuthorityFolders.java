package io.farseek.xrootd.auth;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What authority folders hold. A folder is looked at once a minute at most, and read again when files have come, gone or changed. Safe for use
 * from many threads at once, of which several may read the same folder for the first time.
 */
public class AuthorityFolders {
    /** For all clients of the process. */
    public static final AuthorityFolders SHARED = new AuthorityFolders();

    private static final long LOOK_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_FOLDERS = 100;

    private record Stamp(FileTime modified, long bytes) {}

    private record Known(TrustedAuthorities authorities, Map<Path, Stamp> files, long lookedNanos) {}

    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    AuthorityFolders() {}

    long nanoTime() {
        return System.nanoTime();
    }

    /** The folder's authorities: the same object as long as its files are the same. Reads files, so that it may block. */
    public TrustedAuthorities in(Path folder) throws IOException {
        Known before = known.get(folder);
        long now = nanoTime();
        if (before != null && now - before.lookedNanos() < LOOK_NANOS) {
            return before.authorities();
        }
        // Taken before the files are read: what changes meanwhile is seen the next time.
        Map<Path, Stamp> files = stamps(folder);
        TrustedAuthorities authorities = unchanged(before, files);
        if (authorities == null) {
            authorities = TrustedAuthorities.load(folder);
        }
        if (known.size() >= MOST_FOLDERS) {
            known.clear();
        }
        known.put(folder, new Known(authorities, files, now));
        return authorities;
    }

    private static @Nullable TrustedAuthorities unchanged(@Nullable Known before, Map<Path, Stamp> files) {
        return before != null && before.files().equals(files) ? before.authorities() : null;
    }

    private static Map<Path, Stamp> stamps(Path folder) throws IOException {
        Map<Path, Stamp> stamps = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, TrustedAuthorities.FILES)) {
                for (Path file : files) {
                    if (Files.exists(file)) {
                        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
                        stamps.put(file, new Stamp(found.lastModifiedTime(), found.size()));
                    }
                }
            }
        }
        return stamps;
    }
}
