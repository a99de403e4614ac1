package io.farseek.benchmarks.scaling;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSInputStream;
import org.apache.hadoop.fs.StreamCapabilities;

/**
 * An open file with a stopwatch. Seeking is the time in {@code seek} and in each read, positioned or not, that begins elsewhere than the one
 * before it ended: connectors that reopen only at the next read pay there. What is left of the time in reads is reading.
 */
final class TimedStream extends FSInputStream implements StreamCapabilities {
    private final FSDataInputStream in;
    private long lastEnd;

    TimedStream(FSDataInputStream in) {
        this.in = in;
    }

    @Override
    public void seek(long position) throws IOException {
        long start = System.nanoTime();
        in.seek(position);
        StreamTimes.ALL.sought(System.nanoTime() - start);
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
        long start = System.nanoTime();
        int value = in.read();
        count(position, value < 0 ? 0 : 1, start);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        long position = in.getPos();
        long start = System.nanoTime();
        int count = in.read(buffer, offset, length);
        count(position, count, start);
        return count;
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
        long start = System.nanoTime();
        int count = in.read(position, buffer, offset, length);
        count(position, count, start);
        return count;
    }

    @Override
    public void readFully(long position, byte[] buffer, int offset, int length) throws IOException {
        long start = System.nanoTime();
        in.readFully(position, buffer, offset, length);
        count(position, length, start);
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
    public boolean hasCapability(String capability) {
        return in.hasCapability(capability);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void count(long position, int bytes, long startNanos) {
        long nanos = System.nanoTime() - startNanos;
        int count = Math.max(0, bytes);
        if (position == lastEnd) {
            StreamTimes.ALL.read(nanos, count);
        } else {
            StreamTimes.ALL.soughtAndRead(position > lastEnd, nanos, count);
        }
        lastEnd = position + count;
    }
}
