package io.farseek.root;

import io.farseek.root.column.Table;
import io.farseek.root.file.Directory;
import io.farseek.root.file.RootFile;
import io.farseek.root.file.RootKey;
import io.farseek.root.ntuple.NTupleTable;
import io.farseek.root.tree.TreeTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Lists and opens the tables of a ROOT file, whichever way they are stored. */
public final class Tables {

    private Tables() {}

    /** Paths of all tables, sub-directories included; only the newest cycle of each. */
    public static List<String> list(RootFile file) throws IOException {
        List<String> found = new ArrayList<>();
        list(file, file.top(), found, 0);
        return found;
    }

    private static void list(RootFile file, Directory directory, List<String> found, int depth) throws IOException {
        if (depth > 32) {
            return;
        }
        for (RootKey key : directory.keys()) {
            String path = directory.pathOf(key);
            if (key.isDirectory()) {
                list(file, file.directory(directory, key), found, depth + 1);
            } else if ((key.isTree() || key.isNTuple()) && !found.contains(path)) {
                found.add(path);
            }
        }
    }

    /** Opens the table at a path such as {@code Events}, {@code dir/Events} or {@code Events;1}. */
    public static Table open(RootFile file, String path) throws IOException {
        RootKey key = file.key(path);
        if (key.isTree()) {
            return TreeTable.open(file, path, key);
        }
        if (key.isNTuple()) {
            return NTupleTable.open(file, path, key);
        }
        throw new FileNotFoundException(
                file.path() + ": '" + path + "' is a " + key.className() + ", not a table; tables here: " + list(file));
    }

    /** Opens the only table of a file. */
    public static Table openOnly(RootFile file) throws IOException {
        List<String> paths = list(file);
        if (paths.size() != 1) {
            throw new FileNotFoundException(
                    file.path() + " has " + paths.size() + " tables, so one must be named: " + paths);
        }
        return open(file, paths.get(0));
    }
}
