package io.farseek.fs.stream;

import io.farseek.readahead.ByteRange;
import io.farseek.readahead.ReadAhead;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.FileRange;

/**
 * {@code readVectored}, apart from the stream because it mentions {@code FileRange}, which Hadoop 3.3.4 does not have: this class is loaded
 * at the first vectored read only, and no method of it or of the stream has the type in its descriptor.
 */
final class VectoredReads {
    private VectoredReads() {}

    /** Gives each range its future; returns the bytes asked for. Nothing is asked when one range is bad. */
    static long read(
            ReadAhead readAhead, String where, List<? extends FileRange> ranges, IntFunction<ByteBuffer> allocate)
            throws IOException {
        List<ByteRange> wanted = check(ranges, where, readAhead.length());
        List<CompletableFuture<ByteBuffer>> futures = readAhead.readVectored(wanted, allocate);
        long bytes = 0;
        for (int i = 0; i < wanted.size(); i++) {
            ranges.get(i).setData(futures.get(i));
            bytes += wanted.get(i).length();
        }
        return bytes;
    }

    private static List<ByteRange> check(List<? extends FileRange> ranges, String where, long length)
            throws IOException {
        List<ByteRange> wanted = new ArrayList<>(ranges.size());
        for (FileRange each : ranges) {
            if (each == null) {
                throw new NullPointerException("null range in a vectored read of " + where);
            }
            if (each.getLength() < 0) {
                throw new IllegalArgumentException("negative length in " + each + " of a vectored read of " + where);
            }
            if (each.getOffset() < 0) {
                throw new EOFException("negative offset in " + each + " of a vectored read of " + where);
            }
            if (each.getOffset() + each.getLength() > length) {
                throw new EOFException(each + " ends after the " + length + " bytes of " + where);
            }
            wanted.add(ByteRange.of(each.getOffset(), each.getLength()));
        }
        rejectOverlaps(wanted, where);
        return wanted;
    }

    /** Hadoop's rule: overlapping ranges are the caller's mistake. */
    private static void rejectOverlaps(List<ByteRange> ranges, String where) {
        List<ByteRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(ByteRange::start));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).overlaps(sorted.get(i))) {
                throw new IllegalArgumentException("ranges " + sorted.get(i - 1) + " and " + sorted.get(i)
                        + " of a vectored read of " + where + " overlap");
            }
        }
    }
}
