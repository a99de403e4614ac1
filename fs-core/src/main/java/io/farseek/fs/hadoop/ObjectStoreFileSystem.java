package io.farseek.fs.hadoop;

import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.ConfigReader;
import io.farseek.fs.config.Release;
import io.farseek.fs.config.SharedConfig;
import io.farseek.fs.config.StoreSettings;
import io.farseek.fs.config.WriteSettings;
import io.farseek.fs.stats.RecorderStatistics;
import io.farseek.fs.stats.Recorders;
import io.farseek.fs.store.DeleteFailure;
import io.farseek.fs.store.ObjectStore;
import io.farseek.fs.store.WriteOptions;
import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.RuntimeSettings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.ContentSummary;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.MultipartUploaderBuilder;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathHandle;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.impl.OpenFileParameters;
import org.apache.hadoop.fs.impl.PathCapabilitiesSupport;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.hadoop.util.Progressable;
import org.apache.hadoop.util.functional.RemoteIterators;
import org.jspecify.annotations.Nullable;

/**
 * Hadoop's file system over an {@link ObjectStore}. A connector extends it by the name of its scheme, its configuration keys and the opening
 * of its store. Directories are markers (empty objects whose key ends in a slash) or simply what has files below it. Safe for use from many
 * threads at once.
 */
public abstract class ObjectStoreFileSystem extends FileSystem implements IOStatisticsSource {
    private final String connector;
    private final List<ConfigKey<?>> connectorKeys;
    private @Nullable Opened opened;
    private volatile boolean closed;

    /** What {@link #initialize} makes. */
    private record Opened(
            URI uri,
            PathKeys keys,
            ObjectStore raw,
            StoreSession session,
            FileTree tree,
            long blockBytes,
            IOStatistics statistics) {}

    private Path workingDirectory = new Path("/");

    /**
     * @param connector the connector's part of key names: {@code s3}, {@code oci}
     * @param connectorKeys its own configuration keys, normally {@link ConfigKey#declaredIn}
     */
    protected ObjectStoreFileSystem(String connector, List<ConfigKey<?>> connectorKeys) {
        this.connector = connector;
        this.connectorKeys = List.copyOf(connectorKeys);
    }

    /**
     * Opens the store: reads the connector's configuration into records and makes its client. Configuration mistakes fail here. No request is
     * needed. The store is closed with the file system.
     */
    protected abstract ObjectStore openStore(StoreOpening opening) throws IOException;

    /** The URI scheme that {@code META-INF/services} offers this file system for. */
    @Override
    public abstract String getScheme();

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        Release.requireOne();
        super.initialize(name, configuration);
        setConf(configuration);
        String bucket = name.getAuthority();
        if (bucket == null || bucket.isEmpty()) {
            throw new IOException("no bucket in " + name + ": write " + name.getScheme() + "://BUCKET/path");
        }
        URI uri = URI.create(name.getScheme() + "://" + bucket);
        ConfigReader config = new ConfigReader(configuration, connector, bucket);
        List<ConfigKey<?>> known = new ArrayList<>(SharedConfig.keys());
        known.addAll(connectorKeys);
        config.warnUnknown(known);
        StoreSettings settings = SharedConfig.store(config);
        ReadAheadSettings reading = SharedConfig.readAhead(config);
        WriteSettings writing = SharedConfig.write(config);
        RuntimeSettings runtime = SharedConfig.runtime(config);
        Recorder recorder = Recorders.of(name.getScheme());
        ObjectStore raw = openStore(new StoreOpening(uri, bucket, config, recorder));
        String owner = UserGroupInformation.getCurrentUser().getShortUserName();
        PathKeys keys = new PathKeys(name.getScheme(), bucket);
        StoreSession session = new StoreSession(raw, keys, settings, reading, runtime, writing, recorder, statistics);
        opened = new Opened(
                uri,
                keys,
                raw,
                session,
                new FileTree(session, keys, owner, settings.blockBytes()),
                settings.blockBytes(),
                RecorderStatistics.asIOStatistics(recorder));
        workingDirectory = makeQualified(new Path("/user/" + owner));
    }

    private Opened opened() throws IOException {
        if (closed) {
            throw new IOException("the file system " + (opened == null ? getScheme() : opened.uri()) + " is closed");
        }
        return initialized();
    }

    private Opened initialized() {
        Opened made = opened;
        if (made == null) {
            throw new IllegalStateException(getClass().getName() + " is used before initialize");
        }
        return made;
    }

    private FileTree tree() throws IOException {
        return opened().tree();
    }

    /** The store, for the connector's own extras. Requests are counted. */
    protected final ObjectStore store() {
        return initialized().session().store();
    }

    /** The key of a path of this file system. */
    protected final String key(Path path) {
        Path qualified = makeQualified(path);
        checkPath(qualified);
        return initialized().keys().key(qualified);
    }

    /** Deletes files without looking at them first; returns those that are left. */
    final List<DeleteFailure> deleteFiles(List<String> keys) throws IOException {
        keys.forEach(opened().session().cache()::forget);
        return store().delete(keys);
    }

    @Override
    public URI getUri() {
        return initialized().uri();
    }

    /** Null: there are no delegation tokens, and a bucket's name is not a host's. */
    @Override
    public @Nullable String getCanonicalServiceName() {
        return null;
    }

    @Override
    public Path getWorkingDirectory() {
        return workingDirectory;
    }

    @Override
    public void setWorkingDirectory(Path directory) {
        workingDirectory = makeQualified(directory);
    }

    @Override
    @SuppressWarnings("deprecation")
    public long getDefaultBlockSize() {
        return initialized().blockBytes();
    }

    // ---- reading

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return opening().open(key(path), OpenOptions.NONE);
    }

    /** No request when a status or a length is given; otherwise the head runs elsewhere and the caller waits only for the future. */
    @Override
    protected CompletableFuture<FSDataInputStream> openFileWithOptions(Path path, OpenFileParameters parameters)
            throws IOException {
        return opening().open(key(path), path, parameters);
    }

    @Override
    protected PathHandle createPathHandle(FileStatus status, Options.HandleOpt... options) {
        return FileOpening.handle(status, key(status.getPath()), options);
    }

    @Override
    public FSDataInputStream open(PathHandle handle, int bufferSize) throws IOException {
        return opening().open(handle);
    }

    @Override
    protected CompletableFuture<FSDataInputStream> openFileWithOptions(PathHandle handle, OpenFileParameters parameters)
            throws IOException {
        return opening().open(handle, parameters);
    }

    private FileOpening opening() throws IOException {
        return new FileOpening(opened().session());
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
        String key = key(path);
        tree().checkCreatable(key, overwrite);
        boolean conditional = !overwrite && store().traits().conditionalCreate();
        return new FSDataOutputStream(
                opened().session().create(key, conditional ? WriteOptions.CREATE : WriteOptions.REPLACE), statistics);
    }

    @Override
    @Deprecated
    public FSDataOutputStream createNonRecursive(
            Path path,
            FsPermission permission,
            EnumSet<CreateFlag> flags,
            int bufferSize,
            short replication,
            long blockSize,
            @Nullable Progressable progress)
            throws IOException {
        tree().requireParent(key(path));
        return create(
                path, permission, flags.contains(CreateFlag.OVERWRITE), bufferSize, replication, blockSize, progress);
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException("an object cannot be appended to: " + path);
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) throws IOException {
        tree().mkdirs(key(path));
        return true;
    }

    @Override
    public boolean rename(Path source, Path target) throws IOException {
        return tree().rename(key(source), key(target));
    }

    @Override
    @Deprecated
    protected void rename(Path source, Path target, Options.Rename... options) throws IOException {
        tree().renameStrictly(key(source), key(target), List.of(options).contains(Options.Rename.OVERWRITE));
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return opened().session().delete().delete(key(path), recursive);
    }

    @Override
    public MultipartUploaderBuilder<?, ?> createMultipartUploader(Path base) throws IOException {
        StoreSession session = opened().session();
        Path qualified = makeQualified(base);
        return new FileSystemUploaderBuilder(
                this, qualified, () -> new StoreMultipartUploader(session, tree(), qualified, this::key));
    }

    // ---- looking

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return tree().status(key(path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        RemoteIterator<ObjectFileStatus> listing = tree().list(key(path), false);
        List<FileStatus> all = new ArrayList<>();
        while (listing.hasNext()) {
            all.add(listing.next());
        }
        return all.toArray(new FileStatus[0]);
    }

    @Override
    public RemoteIterator<FileStatus> listStatusIterator(Path path) throws IOException {
        return RemoteIterators.mappingRemoteIterator(tree().list(key(path), false), status -> status);
    }

    @Override
    public RemoteIterator<LocatedFileStatus> listLocatedStatus(Path path) throws IOException {
        return located(tree().list(key(path), false));
    }

    /** One flat listing, page by page, whatever the depth. */
    @Override
    public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive) throws IOException {
        return located(RemoteIterators.filteringRemoteIterator(tree().list(key(path), recursive), FileStatus::isFile));
    }

    private RemoteIterator<LocatedFileStatus> located(RemoteIterator<ObjectFileStatus> statuses) {
        return RemoteIterators.mappingRemoteIterator(
                statuses,
                status -> new LocatedObjectStatus(
                        status, status.isDirectory() ? null : getFileBlockLocations(status, 0, status.getLen())));
    }

    @Override
    public ContentSummary getContentSummary(Path path) throws IOException {
        return tree().summary(key(path));
    }

    /** What the store says beside length and time, read-only, as {@code header.NAME}. */
    @Override
    public Map<String, byte[]> getXAttrs(Path path) throws IOException {
        return ObjectAttributes.of(opened().session().store(), tree(), key(path));
    }

    @Override
    public Map<String, byte[]> getXAttrs(Path path, List<String> names) throws IOException {
        Map<String, byte[]> all = getXAttrs(path);
        all.keySet().retainAll(names);
        return all;
    }

    @Override
    public byte @Nullable [] getXAttr(Path path, String name) throws IOException {
        return getXAttrs(path).get(name);
    }

    @Override
    public List<String> listXAttrs(Path path) throws IOException {
        return List.copyOf(getXAttrs(path).keySet());
    }

    /** The store is consistent as it is; what was seen a moment ago is forgotten. */
    @Override
    public void msync() throws IOException {
        opened().session().cache().clear();
    }

    @Override
    public boolean hasPathCapability(Path path, String capability) throws IOException {
        return switch (PathCapabilitiesSupport.validatePathCapabilityArgs(makeQualified(path), capability)) {
            case CommonPathCapabilities.ETAGS_AVAILABLE,
                    CommonPathCapabilities.FS_PATHHANDLES,
                    CommonPathCapabilities.FS_XATTRS,
                    CommonPathCapabilities.FS_MULTIPART_UPLOADER,
                    CommonPathCapabilities.ABORTABLE_STREAM,
                    CommonPathCapabilities.VIRTUAL_BLOCK_LOCATIONS -> true;
            default -> super.hasPathCapability(path, capability);
        };
    }

    /** Everything counted for this scheme in this JVM. */
    @Override
    public IOStatistics getIOStatistics() {
        return initialized().statistics();
    }

    /** Deletes what was marked for it, then closes the store. Streams still open fail at their next request. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        try {
            super.close();
        } finally {
            closed = true;
            Opened made = opened;
            if (made != null) {
                made.raw().close();
            }
        }
    }
}
