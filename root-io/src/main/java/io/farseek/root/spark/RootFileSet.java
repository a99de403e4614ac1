package io.farseek.root.spark;

import io.farseek.root.column.Table;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one read and the tables in them, as the driver sees them. Listing happens once; metadata is read in parallel and cached. */
final class RootFileSet {
    private static final Logger LOG = LoggerFactory.getLogger(RootFileSet.class);
    private static final int PARALLEL_FILES = 16;

    private final RootSourceOptions settings;
    private final Configuration configuration;
    private final SchemaMapping mapping;
    private final List<FileStatus> files;

    /** A file and the tables of it that are read. */
    record FileTables(FileStatus file, List<Table> tables) {}

    RootFileSet(RootSourceOptions settings, Configuration configuration) throws IOException {
        this.settings = settings;
        this.configuration = configuration;
        this.mapping = new SchemaMapping(settings.unsignedLong());
        this.files = new FileListing(settings, configuration).files();
    }

    List<FileStatus> files() {
        return files;
    }

    long totalBytes() {
        return files.stream().mapToLong(FileStatus::getLen).sum();
    }

    /** Schema of the first readable file, or of all files put together. */
    StructType inferSchema() throws IOException {
        StructType schema = null;
        if (settings.mergeSchema()) {
            for (FileTables file : tables()) {
                schema = add(schema, file);
            }
        } else {
            for (FileStatus file : files) {
                List<Table> tables = tablesOrSkip(file);
                if (!tables.isEmpty()) {
                    schema = add(null, new FileTables(file, tables));
                    break;
                }
            }
        }
        if (schema == null) {
            throw new IOException("none of the " + files.size() + " files below " + settings.paths()
                    + " could be read, so there is no schema; run without ignoreCorruptFiles to see why");
        }
        return schema;
    }

    private StructType add(@Nullable StructType schema, FileTables file) {
        StructType result = schema;
        for (Table table : file.tables()) {
            table.unsupported()
                    .forEach(column -> LOG.warn(
                            "{}: column '{}' of type {} is left out: {}",
                            file.file().getPath(),
                            column.path(),
                            column.storedType(),
                            column.reason()));
            StructType next = mapping.sparkSchema(table.schema());
            result = result == null
                    ? next
                    : SchemaMapping.merge(result, next, file.file().getPath().toString());
        }
        return result == null ? new StructType() : result;
    }

    /** The tables of every file, in file order; files that cannot be read are left out when the options allow it, and fail otherwise. */
    List<FileTables> tables() throws IOException {
        return tables(Long.MAX_VALUE);
    }

    /** As {@link #tables()}, but stops reading metadata once the tables so far have {@code enoughRows}. */
    List<FileTables> tables(long enoughRows) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(PARALLEL_FILES, files.size()), task -> {
            Thread thread = new Thread(task, "farseek-root-metadata");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<FileTables> result = new ArrayList<>();
            long rows = 0;
            int step = enoughRows == Long.MAX_VALUE ? files.size() : 1;
            for (int from = 0; from < files.size() && rows < enoughRows; from += step, step = PARALLEL_FILES) {
                for (FileTables file : read(pool, files.subList(from, Math.min(files.size(), from + step)))) {
                    result.add(file);
                    rows += file.tables().stream().mapToLong(Table::entries).sum();
                }
            }
            return result;
        } finally {
            pool.shutdownNow();
        }
    }

    private List<FileTables> read(ExecutorService pool, List<FileStatus> some) throws IOException {
        try {
            List<Future<List<Table>>> pending = new ArrayList<>();
            for (FileStatus file : some) {
                pending.add(pool.submit(() -> tablesOrSkip(file)));
            }
            List<FileTables> result = new ArrayList<>();
            for (int i = 0; i < pending.size(); i++) {
                result.add(new FileTables(some.get(i), pending.get(i).get()));
            }
            return result;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException("reading ROOT metadata").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("reading ROOT metadata of " + settings.paths() + ": " + e.getCause(), e.getCause());
        }
    }

    private List<Table> tablesOrSkip(FileStatus file) throws IOException {
        try {
            FileSystem fileSystem = file.getPath().getFileSystem(configuration);
            return MetadataCache.SHARED.get(
                    file, settings.trees(), () -> FileTablesReader.read(fileSystem, file, settings.trees()));
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            if (settings.ignoreCorruptFiles()) {
                LOG.warn("skipping {}, which cannot be read: {}", file.getPath(), e.toString());
                return List.of();
            }
            throw named(file, e);
        }
    }

    /** The message names the file even when the failure beneath does not. */
    private static IOException named(FileStatus file, IOException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.contains(file.getPath().getName())
                ? failure
                : new IOException(file.getPath() + ": " + message, failure);
    }
}
