package io.farseek.fs.hadoop;

import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.jspecify.annotations.Nullable;

/** A status with the one location that an object has: nowhere in particular. */
final class LocatedObjectStatus extends LocatedFileStatus implements EtagSource {
    private final @Nullable String etag;

    LocatedObjectStatus(ObjectFileStatus status, BlockLocation @Nullable [] locations) {
        super(status, locations);
        this.etag = status.getEtag();
    }

    @Override
    public @Nullable String getEtag() {
        return etag;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
