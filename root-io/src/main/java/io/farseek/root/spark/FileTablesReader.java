package io.farseek.root.spark;

import io.farseek.root.Tables;
import io.farseek.root.column.Table;
import io.farseek.root.file.RootFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** Parses the metadata of the wanted tables of one file. */
final class FileTablesReader {
    private FileTablesReader() {}

    /** The tables of those names, in that order; without names the only one in the file. */
    static List<Table> read(FileSystem fileSystem, FileStatus file, List<String> names) throws IOException {
        try (RootFile root = RootFile.open(fileSystem, file)) {
            if (names.isEmpty()) {
                return List.of(Tables.openOnly(root));
            }
            List<Table> tables = new ArrayList<>();
            for (String name : names) {
                tables.add(Tables.open(root, name));
            }
            return tables;
        }
    }
}
