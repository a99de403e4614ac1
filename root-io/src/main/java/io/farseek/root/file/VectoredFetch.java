package io.farseek.root.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileRange;

/** One readVectored call. Mentions FileRange, so it loads only where Hadoop has that class (3.3.5 and later). */
final class VectoredFetch {

    private static final long DEADLINE_MINUTES = 10;

    private VectoredFetch() {}

    /** Starts reading {@code spans}, which are sorted and do not overlap. */
    static Fetch start(FSDataInputStream in, List<Span> spans) throws IOException {
        List<FileRange> ranges = new ArrayList<>(spans.size());
        for (Span span : spans) {
            ranges.add(FileRange.createFileRange(span.offset(), span.length()));
        }
        in.readVectored(ranges, ByteBuffer::allocate);
        return index -> await(ranges.get(index));
    }

    private static Slice await(FileRange range) throws IOException {
        ByteBuffer buffer;
        try {
            buffer = range.getData().get(DEADLINE_MINUTES, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + range);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + DEADLINE_MINUTES + " minutes for " + range, e);
        }
        if (buffer.remaining() != range.getLength()) {
            throw new IOException("short vectored read: " + buffer.remaining() + " bytes for " + range);
        }
        if (buffer.hasArray()) {
            return new Slice(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        }
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Slice(copy, 0, copy.length);
    }
}
