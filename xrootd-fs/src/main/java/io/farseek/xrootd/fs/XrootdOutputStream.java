package io.farseek.xrootd.fs;

import io.farseek.readahead.Count;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import io.farseek.xrootd.session.RemoteOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.apache.hadoop.fs.FSExceptionMessages;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.fs.Syncable;
import org.apache.hadoop.fs.statistics.IOStatistics;
import org.apache.hadoop.fs.statistics.IOStatisticsSource;
import org.apache.hadoop.fs.statistics.StoreStatisticNames;
import org.apache.hadoop.fs.statistics.StreamStatisticNames;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsBinding;
import org.apache.hadoop.fs.statistics.impl.IOStatisticsStore;

/**
 * Hadoop's output stream to a file on a server. {@link #hflush} waits until other readers see the bytes, {@link #hsync} until they are on
 * the server's disk; {@link #flush} waits for nothing. The bytes are safe only when {@link #close} has returned.
 */
final class XrootdOutputStream extends OutputStream implements Syncable, StreamCapabilities, IOStatisticsSource {
    private final RemoteOutput out;
    private final String uri;
    private final Recorder recorder;
    private final FileSystem.Statistics statistics;
    private final long openedNanos = System.nanoTime();
    private final IOStatisticsStore ioStatistics = IOStatisticsBinding.iostatisticsStore()
            .withCounters(
                    StreamStatisticNames.STREAM_WRITE_BYTES,
                    StreamStatisticNames.STREAM_WRITE_EXCEPTIONS,
                    StoreStatisticNames.OP_HFLUSH,
                    StoreStatisticNames.OP_HSYNC)
            .build();
    private boolean closed;

    XrootdOutputStream(RemoteOutput out, String uri, Recorder recorder, FileSystem.Statistics statistics) {
        this.out = out;
        this.uri = uri;
        this.recorder = recorder;
        this.statistics = statistics;
    }

    @Override
    public synchronized void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int start, int length) throws IOException {
        checkOpen();
        java.util.Objects.checkFromIndexSize(start, length, bytes.length);
        try {
            out.write(bytes, start, length);
        } catch (IOException e) {
            throw XrootdErrors.translate(e, uri, XrootdErrors.During.WRITE);
        }
        ioStatistics.incrementCounter(StreamStatisticNames.STREAM_WRITE_BYTES, length);
        statistics.incrementBytesWritten(length);
        recorder.add(Count.BYTES_WRITTEN, length);
    }

    @Override
    public synchronized void flush() throws IOException {
        checkOpen();
    }

    @Override
    public synchronized void hflush() throws IOException {
        checkOpen();
        try {
            out.flush();
            ioStatistics.incrementCounter(StoreStatisticNames.OP_HFLUSH);
        } catch (IOException e) {
            throw XrootdErrors.translate(e, uri, XrootdErrors.During.WRITE);
        }
    }

    @Override
    public synchronized void hsync() throws IOException {
        checkOpen();
        try {
            out.sync();
            ioStatistics.incrementCounter(StoreStatisticNames.OP_HSYNC);
        } catch (IOException e) {
            throw XrootdErrors.translate(e, uri, XrootdErrors.During.WRITE);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            out.close();
            recorder.time(Timing.PUT, System.nanoTime() - openedNanos);
        } catch (IOException e) {
            recorder.increment(Count.ERRORS);
            throw XrootdErrors.translate(e, uri, XrootdErrors.During.WRITE);
        }
    }

    @Override
    public IOStatistics getIOStatistics() {
        return ioStatistics;
    }

    @Override
    public boolean hasCapability(String capability) {
        return switch (capability.toLowerCase(Locale.ROOT)) {
            case "hflush", "hsync", StreamCapabilities.IOSTATISTICS -> true;
            default -> false;
        };
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new PathIOException(uri, FSExceptionMessages.STREAM_IS_CLOSED);
        }
    }
}
