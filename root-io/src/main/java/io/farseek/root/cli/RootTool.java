package io.farseek.root.cli;

import io.farseek.root.Tables;
import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.RootType;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.Table;
import io.farseek.root.column.UnsupportedColumn;
import io.farseek.root.file.Directory;
import io.farseek.root.file.RootFile;
import io.farseek.root.file.RootKey;
import io.farseek.root.file.StreamedObject;
import io.farseek.root.tree.Branch;
import io.farseek.root.tree.TreeTable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Looks into ROOT files from the command line, on any file system that Hadoop knows: {@code ls}, {@code show} and {@code dump}. Exit
 * status 0 when it worked, 1 when the file could not be read, 2 when the command was not understood.
 */
public final class RootTool {

    private final PrintStream out;

    private RootTool(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = run(arguments, out, err);
        out.flush();
        System.exit(status);
    }

    /** As {@code ./farseek} shows it without building anything. */
    private static String usage() {
        try (InputStream text = RootTool.class.getResourceAsStream("help.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one command and returns its exit status. */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            List<String> words = new ArrayList<>(Arrays.asList(arguments));
            if (words.size() < 2) {
                throw new IllegalArgumentException("a command and a file are needed");
            }
            new RootTool(out).run(words.get(0), words.get(1), words.subList(2, words.size()));
            return 0;
        } catch (IllegalArgumentException e) {
            err.println("root: " + e.getMessage());
            err.print(usage());
            return 2;
        } catch (IOException e) {
            err.println("root: " + e.getMessage());
            return 1;
        }
    }

    private void run(String command, String name, List<String> options) throws IOException {
        Configuration configuration = new Configuration();
        Path path = new Path(name);
        FileSystem fileSystem = path.getFileSystem(configuration);
        try (RootFile file = RootFile.open(fileSystem, fileSystem.getFileStatus(path))) {
            switch (command) {
                case "ls" -> list(file, file.top(), "", 0);
                case "show" -> show(file, options);
                case "dump" -> dump(file, fileSystem, DumpOptions.parse(options));
                default -> throw new IllegalArgumentException("unknown command '" + command + "'");
            }
        }
    }

    private void list(RootFile file, Directory directory, String indent, int depth) throws IOException {
        for (RootKey key : directory.keys()) {
            out.printf(
                    "%s%-40s %-28s %12d B  %s%n",
                    indent, key.name() + ";" + key.cycle(), key.className(), key.objectBytes(), key.title());
            if (key.isDirectory() && depth < 32) {
                list(file, file.directory(directory, key), indent + "  ", depth + 1);
            }
        }
    }

    private void show(RootFile file, List<String> tables) throws IOException {
        for (String name : tables.isEmpty() ? Tables.list(file) : tables) {
            Table table = Tables.open(file, name);
            out.printf(
                    "%s: %d entries, %d clusters%n",
                    name, table.entries(), table.clusters().size());
            for (Field field : table.schema().fields()) {
                out.printf("  %-40s %s%n", field.name(), RootType.describe(field.type()));
            }
            for (UnsupportedColumn column : table.unsupported()) {
                out.printf("  %-40s left out: %s (%s)%n", column.path(), column.reason(), column.storedType());
            }
            if (table instanceof TreeTable tree) {
                out.println("  branches:");
                for (Branch branch : tree.all()) {
                    out.printf(
                            "    %-60s %5d baskets %10d B  %s%n",
                            branch.path(), branch.basketCount(), branch.storedBytes(), branch.storedType());
                }
            }
        }
    }

    private void dump(RootFile file, FileSystem fileSystem, DumpOptions options) throws IOException {
        String name = options.table();
        if (name != null) {
            RootKey key = file.key(name);
            if (!key.isTree() && !key.isNTuple()) {
                StreamedObject object = file.object(key);
                out.println(Json.of(object));
                return;
            }
        }
        Table table = name == null ? Tables.openOnly(file) : Tables.open(file, name);
        long from = Math.min(options.from(), table.entries());
        EntryRange range = new EntryRange(from, from + Math.min(options.rows(), table.entries() - from));
        List<Field> fields = new ArrayList<>();
        for (String column : options.columns()) {
            int index = table.schema().indexOf(column);
            if (index < 0) {
                throw new FileNotFoundException(file.path() + ": no column '" + column + "' in '" + table.name()
                        + "'; 'root show' lists the columns it has");
            }
            fields.add(table.schema().fields().get(index));
        }
        StructType type = fields.isEmpty() ? table.schema() : new StructType("", fields);
        ReadOptions reading = new ReadOptions(256, ReadOptions.DEFAULT.fetchBytes(), 1, true, true);
        try (BatchReader reader = table.scan(type, range).open(fileSystem, reading)) {
            for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                for (int row = 0; row < batch.rows(); row++) {
                    out.println(row(batch, row));
                }
            }
        }
    }

    private static String row(ColumnBatch batch, int row) {
        Map<String, @Nullable Object> values = new java.util.LinkedHashMap<>();
        for (int i = 0; i < batch.columns().size(); i++) {
            values.put(
                    batch.type().fields().get(i).name(), batch.columns().get(i).get(row));
        }
        return Json.of(values);
    }

    /** What follows the file in a dump command. */
    private record DumpOptions(@Nullable String table, List<String> columns, long rows, long from) {

        static DumpOptions parse(List<String> words) {
            String table = null;
            List<String> columns = List.of();
            long rows = 10;
            long from = 0;
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                if (!word.startsWith("--")) {
                    if (table != null) {
                        throw new IllegalArgumentException(
                                "one table at a time, not '" + table + "' and '" + word + "'");
                    }
                    table = word;
                    continue;
                }
                if (i + 1 == words.size()) {
                    throw new IllegalArgumentException(word + " needs a value");
                }
                String value = words.get(++i);
                switch (word) {
                    case "--columns" -> columns = List.of(value.split(",", -1));
                    case "--rows" -> rows = count(word, value);
                    case "--from" -> from = count(word, value);
                    default -> throw new IllegalArgumentException("unknown option " + word);
                }
            }
            return new DumpOptions(table, columns, rows, from);
        }

        private static long count(String option, String value) {
            try {
                long count = Long.parseLong(value);
                if (count >= 0) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // falls through to the message below, which names option and value
            }
            throw new IllegalArgumentException(option + " needs a number from 0 on, not '" + value + "'");
        }
    }
}
