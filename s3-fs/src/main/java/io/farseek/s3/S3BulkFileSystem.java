package io.farseek.s3;

import io.farseek.fs.hadoop.BulkDeleteSupport;
import io.farseek.fs.hadoop.BulkDeletes;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.Path;

/** {@code s3://BUCKET/} where Hadoop knows bulk delete (3.4.1 and later). */
public final class S3BulkFileSystem extends S3FileSystem {
    /** For Hadoop, which calls {@link #initialize} next. */
    public S3BulkFileSystem() {}

    @Override
    public String getScheme() {
        return BulkDeleteSupport.PRESENT ? super.getScheme() : BulkDeleteSupport.SCHEME_WHERE_ABSENT;
    }

    @Override
    public BulkDelete createBulkDelete(Path path) {
        return BulkDeletes.of(this, path);
    }
}
