package io.farseek.fs.store;

import io.farseek.readahead.PermanentFailure;
import org.apache.hadoop.fs.PathIOException;
import org.jspecify.annotations.Nullable;

/**
 * The object was overwritten or deleted after it was opened. Bytes of two versions are never mixed: open the file again to read the new one.
 */
public class RemoteFileChangedException extends PathIOException implements PermanentFailure {
    /**
     * @param where the object's URI
     * @param detail what was asked, what was found, and the server's request id
     */
    public RemoteFileChangedException(String where, String detail, @Nullable Throwable cause) {
        super(where, "changed while it was being read: " + detail + "; open it again to read the new version", cause);
    }
}
