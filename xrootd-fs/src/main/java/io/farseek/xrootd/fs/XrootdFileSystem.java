package io.farseek.xrootd.fs;

import io.farseek.fs.hadoop.OpenOptions;
import io.farseek.xrootd.wire.Protocol;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.apache.hadoop.fs.XAttrSetFlag;
import org.apache.hadoop.fs.impl.AbstractFSBuilderImpl;
import org.apache.hadoop.fs.impl.OpenFileParameters;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.LambdaUtils;
import org.apache.hadoop.util.Progressable;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's file system on an XRootD server or cluster: {@code root://host[:port]/path}. Directories, permissions and attributes are the
 * server's own. Safe for use from many threads at once.
 */
public class XrootdFileSystem extends FileSystem {
    private @Nullable Mount mount;
    private Path workingDirectory = new Path("/");

    @Override
    public void initialize(URI name, Configuration conf) throws IOException {
        super.initialize(name, conf);
        setConf(conf);
        mount = Mount.of(name, conf, statistics);
        workingDirectory = getHomeDirectory();
    }

    private Mount mount() throws IOException {
        Mount now = mount;
        if (now == null) {
            throw new IOException("this file system is not initialized or is closed");
        }
        return now;
    }

    @Override
    public String getScheme() {
        Mount now = mount;
        return now == null ? "root" : now.uri().getScheme();
    }

    @Override
    public URI getUri() {
        Mount now = mount;
        if (now == null) {
            throw new IllegalStateException("this file system is not initialized");
        }
        return now.uri();
    }

    @Override
    public int getDefaultPort() {
        return Protocol.DEFAULT_PORT;
    }

    @Override
    public Path getWorkingDirectory() {
        return workingDirectory;
    }

    @Override
    public void setWorkingDirectory(Path path) {
        workingDirectory = qualified(path);
    }

    private Path absolute(Path path) {
        return path.isAbsolute() ? path : new Path(workingDirectory, path);
    }

    private Path qualified(Path path) {
        checkPath(path);
        return makeQualified(absolute(path));
    }

    // ---- reading

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return open(qualified(path), OpenOptions.NONE);
    }

    private FSDataInputStream open(Path path, OpenOptions options) throws IOException {
        statistics.incrementReadOps(1);
        return mount().files().toRead(path, options);
    }

    @Override
    protected CompletableFuture<FSDataInputStream> openFileWithOptions(Path path, OpenFileParameters parameters)
            throws IOException {
        AbstractFSBuilderImpl.rejectUnknownMandatoryKeys(
                parameters.getMandatoryKeys(), OpenOptions.KNOWN, "for " + path);
        OpenOptions options = OpenOptions.of(parameters.getOptions());
        FileStatus status = parameters.getStatus();
        if (status != null && !status.getPath().getName().equals(path.getName())) {
            throw new IllegalArgumentException("the status given to open " + path + " is of " + status.getPath());
        }
        return LambdaUtils.eval(new CompletableFuture<>(), () -> open(qualified(path), options));
    }

    // ---- writing

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            @Nullable Progressable progress)
            throws IOException {
        Path file = qualified(path);
        statistics.incrementWriteOps(1);
        int mode = permission.applyUMask(FsPermission.getUMask(getConf())).toShort() & 0666;
        return mount().files().toCreate(file, mode, overwrite);
    }

    @Override
    public FSDataOutputStream createNonRecursive(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            @Nullable Progressable progress)
            throws IOException {
        mount().tree().requireParent(qualified(path));
        return create(
                path, permission, flags.contains(CreateFlag.OVERWRITE), bufferSize, replication, blockSize, progress);
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, @Nullable Progressable progress) throws IOException {
        Path file = qualified(path);
        statistics.incrementWriteOps(1);
        return mount().files().toAppend(file);
    }

    @Override
    public boolean truncate(Path path, long length) throws IOException {
        statistics.incrementWriteOps(1);
        mount().tree().truncate(qualified(path), length);
        return true;
    }

    // ---- names

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        statistics.incrementReadOps(1);
        return mount().tree().status(qualified(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        statistics.incrementLargeReadOps(1);
        return mount().tree().list(qualified(path));
    }

    /** A question mark followed by {@code name=} is no wildcard: it begins what is passed along to the server. */
    @Override
    public FileStatus @Nullable [] globStatus(Path pattern, PathFilter filter) throws IOException {
        return PassingGlob.concerns(pattern)
                ? PassingGlob.expand(this, pattern, filter)
                : super.globStatus(pattern, filter);
    }

    @Override
    public FileStatus @Nullable [] globStatus(Path pattern) throws IOException {
        return PassingGlob.concerns(pattern)
                ? PassingGlob.expand(this, pattern, path -> true)
                : super.globStatus(pattern);
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        statistics.incrementWriteOps(1);
        return mount().tree().mkdirs(qualified(path), permission.applyUMask(FsPermission.getUMask(getConf())));
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        statistics.incrementWriteOps(1);
        return mount().tree().rename(qualified(from), qualified(to));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        statistics.incrementWriteOps(1);
        return mount().tree().delete(qualified(path), recursive);
    }

    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
        Path file = qualified(path);
        statistics.incrementWriteOps(1);
        mount().tree().setPermission(file, permission);
    }

    // ---- what the server knows besides

    /** Null when the server computes no checksums of the configured kind, or when only a part of the file is meant. */
    @Override
    public @Nullable FileChecksum getFileChecksum(Path path, long length) throws IOException {
        Path file = qualified(path);
        FileStatus status = getFileStatus(file);
        if (status.isDirectory()) {
            throw new FileNotFoundException(file + " is a directory");
        }
        if (length < status.getLen()) {
            return null;
        }
        return mount().knowledge().checksum(file);
    }

    @Override
    public @Nullable FileChecksum getFileChecksum(Path path) throws IOException {
        return getFileChecksum(path, Long.MAX_VALUE);
    }

    /** One location for the whole file: its servers hold all of it. */
    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) throws IOException {
        if (start < 0 || length < 0) {
            throw new IllegalArgumentException("not a range: " + length + " bytes at " + start);
        }
        if (file.isDirectory() || start >= file.getLen()) {
            return new BlockLocation[0];
        }
        return new BlockLocation[] {mount().knowledge().location(file, qualified(file.getPath()))};
    }

    @Override
    public FsStatus getStatus(@Nullable Path path) throws IOException {
        return mount().knowledge().space(qualified(path == null ? new Path("/") : path));
    }

    // ---- attributes

    @Override
    public void setXAttr(Path path, String name, byte[] value, EnumSet<XAttrSetFlag> flags) throws IOException {
        mount().attributes().set(qualified(path), name, value, flags);
    }

    @Override
    public byte[] getXAttr(Path path, String name) throws IOException {
        return mount().attributes().get(qualified(path), name);
    }

    @Override
    public Map<String, byte[]> getXAttrs(Path path) throws IOException {
        return getXAttrs(path, listXAttrs(path));
    }

    @Override
    public Map<String, byte[]> getXAttrs(Path path, List<String> names) throws IOException {
        return mount().attributes().get(qualified(path), names);
    }

    @Override
    public List<String> listXAttrs(Path path) throws IOException {
        return mount().attributes().list(qualified(path));
    }

    @Override
    public void removeXAttr(Path path, String name) throws IOException {
        mount().attributes().remove(qualified(path), name);
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) throws IOException {
        return switch (capability.toLowerCase(Locale.ROOT)) {
            case CommonPathCapabilities.FS_APPEND,
                    CommonPathCapabilities.FS_CHECKSUMS,
                    CommonPathCapabilities.FS_PERMISSIONS,
                    CommonPathCapabilities.FS_TRUNCATE,
                    CommonPathCapabilities.FS_XATTRS -> true;
            default -> super.hasPathCapability(path, capability);
        };
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            Mount now = mount;
            if (now != null) {
                now.close();
            }
        }
    }

    @Override
    public String toString() {
        Mount now = mount;
        return now == null ? "XrootdFileSystem" : "XrootdFileSystem{" + now.uri() + "}";
    }
}
