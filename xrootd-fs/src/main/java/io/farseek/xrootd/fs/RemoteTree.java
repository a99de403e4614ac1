package io.farseek.xrootd.fs;

import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import io.farseek.xrootd.session.XrdClient;
import io.farseek.xrootd.session.XrdPath;
import io.farseek.xrootd.wire.DirEntry;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.ServerErrorException;
import io.farseek.xrootd.wire.StatInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.ParentNotDirectoryException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/**
 * Names on the server under Hadoop's rules, which are stricter than the server's: it replaces files on rename, makes missing parents, and is
 * content to make what exists and to remove what does not.
 */
final class RemoteTree {
    private static final int ALL_BITS = 0777;

    private final XrdClient client;
    private final RemotePaths paths;
    private final Recorder recorder;
    private final long blockBytes;

    RemoteTree(XrdClient client, RemotePaths paths, Recorder recorder, long blockBytes) {
        this.client = client;
        this.paths = paths;
        this.recorder = recorder;
        this.blockBytes = blockBytes;
    }

    /** Runs a request, counts and times it, and makes its failure Hadoop's. */
    <T> T timed(Timing timing, Count count, Path path, XrootdErrors.During during, Callable<T> request)
            throws IOException {
        long began = System.nanoTime();
        recorder.increment(count);
        try {
            return request.call();
        } catch (IOException e) {
            IOException translated = XrootdErrors.translate(e, path.toString(), during);
            if (!(translated instanceof FileNotFoundException)) {
                recorder.increment(Count.ERRORS);
            }
            throw translated;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(path + ": " + e.getMessage(), e);
        } finally {
            long nanos = System.nanoTime() - began;
            recorder.time(timing, nanos);
            recorder.add(Count.METADATA_TIME_MICROS, nanos / 1000);
        }
    }

    FileStatus status(Path path) throws IOException {
        XrdPath remote = paths.remote(path);
        return timed(Timing.HEAD, Count.REQUESTS_HEAD, path, XrootdErrors.During.OTHER, () -> {
            try {
                return status(path, client.stat(remote));
            } catch (ServerErrorException e) {
                if (remote.path().equals("/") && e.code() == ErrorCode.NOT_AUTHORIZED) {
                    // Servers export folders below the root and refuse to speak of the root itself, which is there
                    // nevertheless.
                    return new FileStatus(0, true, 1, blockBytes, 0, path);
                }
                throw e;
            }
        });
    }

    /** Null when there is nothing. */
    @Nullable FileStatus statusOrNull(Path path) throws IOException {
        try {
            return status(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }

    private FileStatus status(Path path, StatInfo stat) {
        int bits = stat.mode() >= 0 ? stat.mode() & ALL_BITS : guessed(stat);
        return new FileStatus(
                stat.isDirectory() ? 0 : stat.size(),
                stat.isDirectory(),
                1,
                blockBytes,
                stat.modifiedSeconds() * 1000,
                stat.accessedSeconds() * 1000,
                new FsPermission((short) bits),
                stat.owner(),
                stat.group(),
                path);
    }

    /** Servers of older protocols say only what this user may do. */
    private static int guessed(StatInfo stat) {
        int bits = stat.isReadable() ? 0444 : 0;
        bits |= stat.isWritable() ? 0200 : 0;
        return bits | (stat.isDirectory() || stat.isExecutable() ? 0111 : 0);
    }

    /** The entries of a directory, or the one status of a file. */
    FileStatus[] list(Path path) throws IOException {
        XrdPath remote = paths.remote(path);
        List<DirEntry> entries;
        try {
            entries =
                    timed(Timing.LIST, Count.REQUESTS_LIST, path, XrootdErrors.During.OTHER, () -> client.list(remote));
        } catch (IOException e) {
            FileStatus status = statusOrNull(path);
            if (status == null || status.isDirectory()) {
                throw e;
            }
            return new FileStatus[] {status};
        }
        List<FileStatus> statuses = new ArrayList<>(entries.size());
        for (DirEntry each : entries) {
            Path child = paths.child(path, each.name());
            FileStatus status = each.stat() != null ? status(child, each.stat()) : statusOrNull(child);
            // An entry may go between its listing and its stat.
            if (status != null) {
                statuses.add(status);
            }
        }
        return statuses.toArray(FileStatus[]::new);
    }

    boolean mkdirs(Path path, FsPermission permission) throws IOException {
        FileStatus status;
        try {
            status = statusOrNull(path);
        } catch (ParentNotDirectoryException e) {
            status = null;
        }
        if (status != null) {
            if (status.isDirectory()) {
                return true;
            }
            throw new FileAlreadyExistsException(path + " exists and is a file");
        }
        XrdPath remote = paths.remote(path);
        timed(Timing.PUT, Count.REQUESTS_PUT, path, XrootdErrors.During.WRITE, () -> {
            client.mkdir(remote, permission.toShort() & ALL_BITS, true);
            return true;
        });
        return true;
    }

    boolean delete(Path path, boolean recursive) throws IOException {
        FileStatus status = statusOrNull(path);
        if (status == null) {
            return false;
        }
        if (status.isDirectory()) {
            FileStatus[] entries = list(path);
            boolean root = paths.remote(path).path().equals("/");
            if (entries.length > 0 && !recursive) {
                throw new PathIsNotEmptyDirectoryException(path.toString());
            }
            for (FileStatus each : entries) {
                deleteTree(each);
            }
            if (root) {
                return entries.length > 0;
            }
        }
        deleteOne(status);
        return true;
    }

    private void deleteTree(FileStatus status) throws IOException {
        if (status.isDirectory()) {
            for (FileStatus each : list(status.getPath())) {
                deleteTree(each);
            }
        }
        deleteOne(status);
    }

    private void deleteOne(FileStatus status) throws IOException {
        XrdPath remote = paths.remote(status.getPath());
        try {
            timed(Timing.DELETE, Count.REQUESTS_DELETE, status.getPath(), XrootdErrors.During.DELETE, () -> {
                if (status.isDirectory()) {
                    client.rmdir(remote);
                } else {
                    client.rm(remote);
                }
                return true;
            });
        } catch (FileNotFoundException e) {
            // Somebody else was faster: what was wanted is so.
            return;
        }
    }

    /** As HDFS does it: false for what cannot be, an exception for what went wrong. */
    boolean rename(Path from, Path to) throws IOException {
        FileStatus source = statusOrNull(from);
        XrdPath remoteFrom = paths.remote(from);
        if (source == null || remoteFrom.path().equals("/")) {
            return false;
        }
        Path target = to;
        FileStatus there = statusOrNull(target);
        if (there != null && there.isDirectory() && !paths.remote(to).path().equals(remoteFrom.path())) {
            target = paths.child(to, name(remoteFrom));
            there = statusOrNull(target);
        }
        XrdPath remoteTo = paths.remote(target);
        if (remoteTo.path().equals(remoteFrom.path())) {
            return !source.isDirectory();
        }
        if (there != null || remoteTo.path().startsWith(remoteFrom.path() + "/")) {
            return false;
        }
        Path parent = RemotePaths.parent(target);
        FileStatus above = parent == null ? null : statusOrNull(parent);
        if (above == null || !above.isDirectory()) {
            return false;
        }
        timed(Timing.PUT, Count.REQUESTS_PUT, from, XrootdErrors.During.WRITE, () -> {
            client.mv(remoteFrom, remoteTo, source.isDirectory());
            return true;
        });
        return true;
    }

    private static String name(XrdPath path) {
        return path.path().substring(path.path().lastIndexOf('/') + 1);
    }

    /** Fails unless the directory above exists. */
    void requireParent(Path path) throws IOException {
        Path parent = RemotePaths.parent(path);
        if (parent == null) {
            return;
        }
        if (!status(parent).isDirectory()) {
            throw new ParentNotDirectoryException(parent + " is a file");
        }
    }

    /** Cuts a file off. It cannot be made longer this way. */
    void truncate(Path path, long length) throws IOException {
        FileStatus status = status(path);
        if (status.isDirectory()) {
            throw new FileNotFoundException(path + " is a directory");
        }
        if (length < 0 || length > status.getLen()) {
            throw new PathIOException(
                    path.toString(), "cannot be truncated from " + status.getLen() + " to " + length + " bytes");
        }
        timed(Timing.PUT, Count.REQUESTS_PUT, path, XrootdErrors.During.WRITE, () -> {
            client.truncate(paths.remote(path), length);
            return true;
        });
    }

    void setPermission(Path path, FsPermission permission) throws IOException {
        timed(Timing.PUT, Count.REQUESTS_PUT, path, XrootdErrors.During.OTHER, () -> {
            client.chmod(paths.remote(path), permission.toShort() & ALL_BITS);
            return true;
        });
    }
}
