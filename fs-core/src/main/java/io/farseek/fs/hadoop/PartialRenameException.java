package io.farseek.fs.hadoop;

import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;

/**
 * A rename ended half-way. Every object is whole, at its source, at its target or at both; none is lost. Renaming the same paths again in
 * this JVM continues where this one stopped.
 */
public class PartialRenameException extends PathIOException {
    private static final int NAMED = 10;

    private final List<String> renamed;
    private final Map<String, String> failed;
    private final List<String> untouched;

    PartialRenameException(
            Path source,
            Path target,
            String step,
            List<String> renamed,
            Map<String, String> failed,
            List<String> untouched,
            Throwable cause) {
        super(
                source.toString(),
                "rename to " + target + " stopped half-way while " + step + ": " + renamed.size() + " done, "
                        + failed.size() + " failed" + named(failed) + ", " + untouched.size()
                        + " not begun. No object is lost: each is at its source, its target or both. Rename the same paths again to"
                        + " continue",
                cause);
        setTargetPath(target.toString());
        this.renamed = List.copyOf(renamed);
        this.failed = Map.copyOf(failed);
        this.untouched = List.copyOf(untouched);
    }

    private static String named(Map<String, String> failed) {
        StringBuilder text = new StringBuilder(" (");
        int count = 0;
        for (Map.Entry<String, String> each : failed.entrySet()) {
            if (count == NAMED) {
                text.append("; and others");
                break;
            }
            text.append(count++ == 0 ? "" : "; ")
                    .append(each.getKey())
                    .append(": ")
                    .append(each.getValue());
        }
        return count == 0 ? "" : text.append(')').toString();
    }

    /** Keys of the sources for which the step succeeded. */
    public List<String> renamed() {
        return renamed;
    }

    /** Keys of the sources for which it failed, with the reason. */
    public Map<String, String> failed() {
        return failed;
    }

    /** Keys of the sources for which it was not begun. */
    public List<String> untouched() {
        return untouched;
    }
}
