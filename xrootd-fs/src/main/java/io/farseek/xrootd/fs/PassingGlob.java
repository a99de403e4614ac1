package io.farseek.xrootd.fs;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathFilter;
import org.jspecify.annotations.Nullable;

/**
 * Expands patterns that pass something along, such as {@code /store/*.root?authz=...}. A question mark followed by a name and an equals
 * sign begins what is passed along, as it does in a path; any other is Hadoop's for one character. What is passed along goes with every
 * request of the expansion and stands behind each path found.
 */
final class PassingGlob extends FilterFileSystem {
    private static final Pattern PASSED = Pattern.compile("\\?&?[A-Za-z_][A-Za-z0-9_.-]*=");

    private final String passed;

    private PassingGlob(FileSystem files, String passed) {
        super(files);
        this.passed = passed;
    }

    /** Whether the pattern passes anything along. */
    static boolean concerns(Path pattern) {
        return PASSED.matcher(pattern.toUri().getPath()).find();
    }

    /** As {@link FileSystem#globStatus(Path, PathFilter)}; the filter sees paths without what is passed along. */
    static FileStatus @Nullable [] expand(FileSystem files, Path pattern, PathFilter filter) throws IOException {
        String text = pattern.toUri().getPath();
        Matcher matcher = PASSED.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("nothing is passed along with " + pattern);
        }
        PassingGlob bare = new PassingGlob(files, text.substring(matcher.start()));
        FileStatus[] found = bare.globStatus(with(pattern, text.substring(0, matcher.start())), filter);
        if (found != null) {
            for (FileStatus each : found) {
                each.setPath(bare.passing(each.getPath()));
            }
        }
        return found;
    }

    private static Path with(Path path, String text) {
        return new Path(path.toUri().getScheme(), path.toUri().getAuthority(), text.isEmpty() ? "/" : text);
    }

    private Path passing(Path path) {
        return with(path, path.toUri().getPath() + passed);
    }

    private FileStatus bare(FileStatus status) {
        String text = status.getPath().toUri().getPath();
        status.setPath(with(status.getPath(), text.substring(0, text.length() - passed.length())));
        return status;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return bare(fs.getFileStatus(passing(path)));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        FileStatus[] listed = fs.listStatus(passing(path));
        for (FileStatus each : listed) {
            bare(each);
        }
        return listed;
    }
}
