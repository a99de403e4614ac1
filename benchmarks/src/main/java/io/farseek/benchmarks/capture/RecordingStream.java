package io.farseek.benchmarks.capture;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;

/** An open file whose reads are taken down. */
final class RecordingStream extends FSInputStream {
    private final FSDataInputStream in;
    private final String file;

    RecordingStream(FSDataInputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    @Override
    public void seek(long position) throws IOException {
        in.seek(position);
    }

    @Override
    public long getPos() throws IOException {
        return in.getPos();
    }

    @Override
    public boolean seekToNewSource(long position) throws IOException {
        return in.seekToNewSource(position);
    }

    @Override
    public int read() throws IOException {
        long position = in.getPos();
        int value = in.read();
        Recording.add(file, position, value < 0 ? 0 : 1);
        return value;
    }

    /** As much as was asked for, up to the file's end, where the local file system would stop at each of its own checksums. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long position = in.getPos();
        int count = in.readNBytes(buffer, offset, length);
        Recording.add(file, position, count);
        return count == 0 && length > 0 ? -1 : count;
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(position, buffer, offset, length);
        Recording.add(file, position, count);
        return count;
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        in.readFully(position, buffer, offset, length);
        Recording.add(file, position, length);
    }

    @Override
    public void readFully(long position, byte[] buffer) throws IOException {
        readFully(position, buffer, 0, buffer.length);
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
