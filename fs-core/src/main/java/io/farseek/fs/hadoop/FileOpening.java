package io.farseek.fs.hadoop;

import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.StoreThreads;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.InvalidPathHandleException;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathHandle;
import org.apache.hadoop.fs.impl.AbstractFSBuilderImpl;
import org.apache.hadoop.fs.impl.OpenFileParameters;
import org.apache.hadoop.util.LambdaUtils;
import org.jspecify.annotations.Nullable;

/** The ways to open a file: by path, with what the caller knows of it already, by handle. */
final class FileOpening {
    private final StoreSession session;

    FileOpening(StoreSession session) {
        this.session = session;
    }

    /** One head, or none where the file was seen a moment ago. */
    FSDataInputStream open(String key, OpenOptions options) throws IOException {
        return new FSDataInputStream(session.open(key, options));
    }

    private FSDataInputStream open(ObjectStat stat, OpenOptions options) throws IOException {
        return new FSDataInputStream(session.open(stat, options));
    }

    CompletableFuture<FSDataInputStream> open(String key, Path path, OpenFileParameters parameters) {
        AbstractFSBuilderImpl.rejectUnknownMandatoryKeys(
                parameters.getMandatoryKeys(), OpenOptions.KNOWN, "for " + path);
        OpenOptions options = OpenOptions.of(parameters.getOptions());
        FileStatus status = parameters.getStatus();
        CompletableFuture<FSDataInputStream> future = new CompletableFuture<>();
        if (status != null || options.length().isPresent()) {
            return LambdaUtils.eval(future, () -> open(told(key, path, status, options.length()), options));
        }
        return CompletableFuture.supplyAsync(() -> key, StoreThreads.objects())
                .thenCompose(wanted -> LambdaUtils.eval(future, () -> open(wanted, options)));
    }

    private static ObjectStat told(String key, Path path, @Nullable FileStatus status, OptionalLong length)
            throws IOException {
        if (status == null) {
            return new ObjectStat(key, length.orElseThrow(), 0, "", Map.of());
        }
        if (!status.getPath().getName().equals(path.getName())) {
            throw new IllegalArgumentException("the status given to open " + path + " is of " + status.getPath());
        }
        if (status.isDirectory()) {
            throw new FileNotFoundException(path + " is a directory");
        }
        return ObjectFileStatus.statOf(status, key);
    }

    static PathHandle handle(FileStatus status, String key, Options.HandleOpt... options) {
        if (status.isDirectory()) {
            throw new IllegalArgumentException(status.getPath() + " is a directory: only files have path handles");
        }
        boolean mayMove = Options.HandleOpt.getOpt(Options.HandleOpt.Location.class, options)
                .map(Options.HandleOpt.Location::allowChange)
                .orElse(false);
        if (mayMove) {
            throw new UnsupportedOperationException(
                    "an object has no identity but its path, so no handle survives a rename");
        }
        boolean mayChange = Options.HandleOpt.getOpt(Options.HandleOpt.Data.class, options)
                .map(Options.HandleOpt.Data::allowChange)
                .orElse(false);
        return new ObjectPathHandle(ObjectFileStatus.statOf(status, key), !mayChange);
    }

    /** One head, which sees whether the file is still what the handle was made of. */
    FSDataInputStream open(PathHandle handle) throws IOException {
        ObjectPathHandle ours = ObjectPathHandle.of(handle);
        ObjectStat now;
        try {
            now = session.store().head(ours.stat().key());
        } catch (FileNotFoundException e) {
            throw new InvalidPathHandleException(ours.stat().key() + " is gone", e);
        }
        ours.check(now);
        return open(now, OpenOptions.NONE);
    }

    CompletableFuture<FSDataInputStream> open(PathHandle handle, OpenFileParameters parameters) {
        AbstractFSBuilderImpl.rejectUnknownMandatoryKeys(parameters.getMandatoryKeys(), OpenOptions.KNOWN, "");
        return LambdaUtils.eval(new CompletableFuture<>(), () -> open(handle));
    }
}
