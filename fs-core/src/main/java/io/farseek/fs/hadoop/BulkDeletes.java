package io.farseek.fs.hadoop;

import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.Path;

/**
 * Bulk delete for a connector's file system on Hadoop 3.4.1 and later.
 *
 * <p>{@link ObjectStoreFileSystem} itself must not override {@code createBulkDelete}: its return type is absent from Hadoop 3.3.4, and
 * reflection over the class, which PySpark does for every call on a file system, would fail there. So a connector has a second class that
 * extends its file system by nothing but
 *
 * <pre>{@code @Override public BulkDelete createBulkDelete(Path path) { return BulkDeletes.of(this, path); }}</pre>
 *
 * and names both in {@code META-INF/services/org.apache.hadoop.fs.FileSystem}, this one last; its {@code getScheme} answers
 * {@link BulkDeleteSupport#SCHEME_WHERE_ABSENT} where {@link BulkDeleteSupport#PRESENT} is false.
 */
public final class BulkDeletes {
    private BulkDeletes() {}

    public static BulkDelete of(ObjectStoreFileSystem fileSystem, Path base) {
        return new ObjectBulkDelete(fileSystem, fileSystem.makeQualified(base));
    }
}
