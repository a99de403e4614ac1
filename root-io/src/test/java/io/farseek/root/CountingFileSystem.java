package io.farseek.root;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** The local file system, with a log of what each call would cost on a remote one. */
final class CountingFileSystem extends RawLocalFileSystem {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    CountingFileSystem() throws IOException {
        initialize(java.net.URI.create("file:///"), new Configuration(false));
    }

    /** The calls since this was asked last. */
    List<String> calls() {
        synchronized (calls) {
            List<String> all = List.copyOf(calls);
            calls.clear();
            return all;
        }
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        if (calls != null) {
            calls.add("status");
        }
        return super.getFileStatus(path);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferBytes) throws IOException {
        FSDataInputStream in = super.open(path, bufferBytes);
        // The local open looks at the file's status itself.
        calls.remove("status");
        calls.add("open");
        return new FSDataInputStream(new Counted(in));
    }

    private final class Counted extends FSInputStream {
        private final FSDataInputStream in;

        Counted(FSDataInputStream in) {
            this.in = in;
        }

        @Override
        public void readVectored(List<? extends FileRange> ranges, IntFunction<ByteBuffer> allocate)
                throws IOException {
            calls.add("vectored " + ranges.size());
            in.readVectored(ranges, allocate);
        }

        @Override
        public void seek(long position) throws IOException {
            calls.add("seek");
            in.seek(position);
        }

        @Override
        public long getPos() throws IOException {
            return in.getPos();
        }

        @Override
        public boolean seekToNewSource(long target) {
            return false;
        }

        @Override
        public int read() throws IOException {
            calls.add("read");
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            calls.add("read");
            return in.read(target, offset, length);
        }

        @Override
        public int read(long position, byte[] target, int offset, int length) throws IOException {
            calls.add("positioned");
            return in.read(position, target, offset, length);
        }

        @Override
        public void readFully(long position, byte[] target, int offset, int length) throws IOException {
            calls.add("positioned");
            in.readFully(position, target, offset, length);
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
