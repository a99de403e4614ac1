package io.farseek.root.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/** Turns paths, directories and globs into files. Names that begin with a dot or an underscore are left out, unless asked for by name. */
final class FileListing {
    private final RootSourceOptions settings;
    private final Configuration configuration;

    FileListing(RootSourceOptions settings, Configuration configuration) {
        this.settings = settings;
        this.configuration = configuration;
    }

    /** All files, sorted by path within each given path. Fails when a path matches nothing. */
    List<FileStatus> files() throws IOException {
        List<FileStatus> files = new ArrayList<>();
        for (String text : settings.paths()) {
            Path path = new Path(text);
            FileSystem fileSystem = path.getFileSystem(configuration);
            FileStatus[] matches = fileSystem.globStatus(fileSystem.makeQualified(path));
            if (matches == null || matches.length == 0) {
                throw new FileNotFoundException(
                        "no ROOT file matches " + path + "; check the path, and that the session may list it");
            }
            List<FileStatus> found = new ArrayList<>();
            for (FileStatus match : matches) {
                if (match.isDirectory()) {
                    list(fileSystem, match.getPath(), found);
                } else if (wanted(match, true)) {
                    found.add(match);
                }
            }
            found.sort(Comparator.comparing(FileStatus::getPath));
            files.addAll(found);
        }
        if (files.isEmpty()) {
            throw new FileNotFoundException("no ROOT files in " + String.join(", ", settings.paths()));
        }
        return files;
    }

    private void list(FileSystem fileSystem, Path directory, List<FileStatus> found) throws IOException {
        for (FileStatus status : fileSystem.listStatus(directory)) {
            if (status.isDirectory()) {
                if (settings.recursive() && visible(status)) {
                    list(fileSystem, status.getPath(), found);
                }
            } else if (wanted(status, false)) {
                found.add(status);
            }
        }
    }

    private static boolean visible(FileStatus status) {
        String name = status.getPath().getName();
        return !name.startsWith(".") && !name.startsWith("_");
    }

    private boolean wanted(FileStatus file, boolean named) {
        String glob = settings.nameGlob();
        return (named || visible(file))
                && (glob == null || new GlobPattern(glob).matches(file.getPath().getName()));
    }
}
