package io.farseek.root.bench;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A file system of one file, an array. Vectored reads answer with views of it, so that fetching costs nothing. Read-only. */
final class MemoryFileSystem extends FileSystem {
    static final Path FILE = new Path("memory:///file.root");

    private static final URI ROOT = URI.create("memory:///");

    private final byte[] content;

    private MemoryFileSystem(byte[] content) {
        this.content = content;
    }

    /** Over {@code content}, which must not change any more. */
    static MemoryFileSystem of(byte[] content) throws IOException {
        MemoryFileSystem fileSystem = new MemoryFileSystem(content);
        Configuration configuration = new Configuration(false);
        fileSystem.setConf(configuration);
        fileSystem.initialize(ROOT, configuration);
        return fileSystem;
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) {
        return new FSDataInputStream(new Content(content));
    }

    @Override
    public FileStatus getFileStatus(Path path) throws FileNotFoundException {
        if (!path.equals(FILE)) {
            throw new FileNotFoundException(path + ": the only file is " + FILE);
        }
        return new FileStatus(content.length, false, 1, content.length, 0, path);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws FileNotFoundException {
        return new FileStatus[] {getFileStatus(path)};
    }

    @Override
    public FSDataOutputStream create(
            Path path,
            FsPermission permission,
            boolean overwrite,
            int bufferSize,
            short replication,
            long blockSize,
            Progressable progress) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public boolean delete(Path path, boolean recursive) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public void setWorkingDirectory(Path path) {}

    @Override
    public Path getWorkingDirectory() {
        return new Path(ROOT);
    }

    private static final class Content extends FSInputStream {
        private final byte[] content;
        private int position;

        Content(byte[] content) {
            this.content = content;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = read(position, buffer, offset, length);
            position += Math.max(0, count);
            return count;
        }

        @Override
        public int read(long from, byte[] buffer, int offset, int length) {
            if (from >= content.length) {
                return -1;
            }
            int count = (int) Math.min(length, content.length - from);
            System.arraycopy(content, (int) from, buffer, offset, count);
            return count;
        }

        @Override
        public void readVectored(List<? extends FileRange> ranges, IntFunction<ByteBuffer> allocate) {
            for (FileRange range : ranges) {
                ByteBuffer view = ByteBuffer.wrap(content, (int) range.getOffset(), range.getLength());
                range.setData(CompletableFuture.completedFuture(view));
            }
        }

        @Override
        public int read() {
            return position < content.length ? content[position++] & 0xff : -1;
        }

        @Override
        public void seek(long target) throws EOFException {
            if (target < 0 || target > content.length) {
                throw new EOFException("position " + target + " of " + content.length + " bytes");
            }
            position = (int) target;
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public boolean seekToNewSource(long target) {
            return false;
        }
    }
}
