package io.farseek.benchmarks.store;

import io.farseek.xrootd.wire.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files that one XRootD connection has open, all below one folder. One thread. */
final class XrootdFiles implements AutoCloseable {
    private final Path folder;
    private final Map<Integer, Opened> files = new HashMap<>();
    private int handles;

    record Opened(Path path, FileChannel channel) {}

    /** What the server answers with a number of the protocol. */
    static final class Refusal extends IOException {
        private final int code;

        Refusal(int code, String message) {
            super(message);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    XrootdFiles(Path folder) {
        this.folder = folder;
    }

    /** Below the folder; what the client wrote after a question mark is left away. */
    Path path(String asked) throws Refusal {
        int question = asked.indexOf('?');
        String plain = question < 0 ? asked : asked.substring(0, question);
        Path path = folder.resolve(plain.replaceFirst("^/+", "")).normalize();
        if (!path.startsWith(folder) || !Files.exists(path)) {
            throw new Refusal(ErrorCode.NOT_FOUND, "there is no " + plain);
        }
        return path;
    }

    /** Its handle. */
    int open(Path path) throws IOException {
        files.put(++handles, new Opened(path, FileChannel.open(path)));
        return handles;
    }

    Opened at(int handle) throws Refusal {
        Opened file = files.get(handle);
        if (file == null) {
            throw new Refusal(ErrorCode.FILE_NOT_OPEN, "no file is open with handle " + handle);
        }
        return file;
    }

    void close(int handle) throws IOException {
        Opened file = files.remove(handle);
        if (file != null) {
            file.channel.close();
        }
    }

    /** Where a file is, for the log; empty when it is not open. */
    String name(int handle) {
        @Nullable Opened file = files.get(handle);
        return file == null ? "" : "/" + folder.relativize(file.path);
    }

    /** {@code id size flags seconds}, as the protocol wants it: 3 is a directory that can be entered, 16 a file that can be read. */
    static String stat(Path path) throws IOException {
        int flags = Files.isDirectory(path) ? 3 : 16;
        return (path.hashCode() & Integer.MAX_VALUE) + " " + Files.size(path) + " " + flags + " "
                + Files.getLastModifiedTime(path).toMillis() / 1000;
    }

    @Override
    public void close() throws IOException {
        for (Opened each : files.values()) {
            each.channel.close();
        }
        files.clear();
    }
}
