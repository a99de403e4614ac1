package io.farseek.fs.hadoop;

import io.farseek.fs.store.ObjectStat;
import java.util.Map;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/** What Hadoop is told of a file or directory: everything readable and writable, owned by whoever asks. */
public final class ObjectFileStatus extends FileStatus implements EtagSource {
    private static final short FILE_MODE = 0666;
    private static final short DIRECTORY_MODE = 0777;

    private final @Nullable String etag;
    // Lost when the status travels to another JVM; what is needed to open the file is in the other fields.
    private final transient @Nullable ObjectStat stat;

    private ObjectFileStatus(
            long length,
            boolean directory,
            long blockBytes,
            long modifiedMillis,
            String owner,
            Path path,
            @Nullable ObjectStat stat) {
        super(
                length,
                directory,
                1,
                blockBytes,
                modifiedMillis,
                0,
                FsPermission.createImmutable(directory ? DIRECTORY_MODE : FILE_MODE),
                owner,
                owner,
                path);
        this.stat = stat;
        this.etag = stat == null || stat.etag().isEmpty() ? null : stat.etag();
    }

    static ObjectFileStatus file(ObjectStat stat, long blockBytes, String owner, Path path) {
        return new ObjectFileStatus(stat.length(), false, blockBytes, stat.modifiedMillis(), owner, path, stat);
    }

    /** Stores keep no time for directories: {@code now} rather than 1970, so that nothing takes them for long out of use. */
    static ObjectFileStatus directory(long nowMillis, String owner, Path path) {
        return new ObjectFileStatus(0, true, 0, nowMillis, owner, path, null);
    }

    @Override
    public @Nullable String getEtag() {
        return etag;
    }

    /** What to open, for the key that this status is of. */
    static ObjectStat statOf(FileStatus status, String key) {
        if (status instanceof ObjectFileStatus ours
                && ours.stat != null
                && ours.stat.key().equals(key)) {
            return ours.stat;
        }
        String etag = status instanceof EtagSource tagged ? tagged.getEtag() : null;
        return new ObjectStat(key, status.getLen(), status.getModificationTime(), etag == null ? "" : etag, Map.of());
    }

    // By path, as every FileStatus.
    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
