package io.farseek.fs.hadoop;

import io.farseek.fs.store.DeleteFailure;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;

/** A recursive delete left objects behind. Deleting again tries those that are left. */
public class PartialDeleteException extends PathIOException {
    private static final int NAMED = 10;

    private final List<DeleteFailure> left;

    PartialDeleteException(Path path, long deleted, List<DeleteFailure> left) {
        super(
                path.toString(),
                left.size() + " objects could not be deleted, " + deleted + " were: "
                        + left.stream()
                                .limit(NAMED)
                                .map(each -> each.key() + ": " + each.reason())
                                .collect(Collectors.joining("; "))
                        + (left.size() > NAMED ? "; and others" : "")
                        + ". Delete again to try those that are left");
        this.left = List.copyOf(left);
    }

    /** What is still there, each with the store's reason. */
    public List<DeleteFailure> left() {
        return left;
    }
}
