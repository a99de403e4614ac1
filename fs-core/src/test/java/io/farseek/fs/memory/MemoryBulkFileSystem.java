package io.farseek.fs.memory;

import io.farseek.fs.hadoop.BulkDeleteSupport;
import io.farseek.fs.hadoop.BulkDeletes;
import org.apache.hadoop.fs.BulkDelete;
import org.apache.hadoop.fs.Path;

/** {@code memory://BUCKET} where Hadoop knows bulk delete. */
public final class MemoryBulkFileSystem extends MemoryFileSystem {
    @Override
    public String getScheme() {
        return BulkDeleteSupport.PRESENT ? super.getScheme() : BulkDeleteSupport.SCHEME_WHERE_ABSENT;
    }

    @Override
    public BulkDelete createBulkDelete(Path path) {
        return BulkDeletes.of(this, path);
    }
}
