package io.farseek.oci;

import io.farseek.fs.hadoop.BulkDeleteSupport;
import io.farseek.fs.hadoop.BulkDeletes;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.Path;

/** {@code oci://bucket@namespace/path} where Hadoop knows bulk delete (3.4.1 and later). */
public final class OciBulkFileSystem extends OciFileSystem {
    @Override
    public String getScheme() {
        return BulkDeleteSupport.PRESENT ? super.getScheme() : BulkDeleteSupport.SCHEME_WHERE_ABSENT;
    }

    @Override
    public BulkDelete createBulkDelete(Path path) {
        return BulkDeletes.of(this, path);
    }
}
