package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FutureDataInputStreamBuilder;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;

/**
 * An open file, read by position only. Every read is a full read: it returns all bytes asked for or fails. Ranges asked for together go
 * down as one vectored call where Hadoop has that, as sorted and merged positioned reads where it has not. Used by one thread at a time.
 */
public final class FileBytes implements Closeable {

    /** TBuffer, which every record goes through when ROOT writes it, cannot be larger. */
    public static final int LARGEST_RECORD = 1 << 30;

    /** Without vectored reads, ranges closer than this are read in one go. */
    private static final int MERGE_GAP = 64 << 10;

    private static final int LARGEST_MERGED = 64 << 20;
    private static final long OPEN_DEADLINE_MINUTES = 5;
    private static final boolean VECTORED = hasVectoredReads();

    private static final Comparator<Place> BY_OFFSET =
            Comparator.comparingLong(place -> place.span().offset());

    /** A range and its place in the list of those asked for. */
    private record Place(Span span, int index) {}

    private final Path path;
    private final long length;
    private final FSDataInputStream in;
    private final List<Slice> windows = new ArrayList<>();
    private final List<Long> windowOffsets = new ArrayList<>();

    private FileBytes(Path path, long length, FSDataInputStream in) {
        this.path = path;
        this.length = length;
        this.in = in;
    }

    /** Opens a file whose length is known, without asking the store for it again. */
    public static FileBytes open(FileSystem fileSystem, Path path, long length) throws IOException {
        FutureDataInputStreamBuilder builder = fileSystem.openFile(path);
        builder.opt("fs.option.openfile.length", Long.toString(length));
        builder.opt("fs.option.openfile.read.policy", "vector, random");
        Future<FSDataInputStream> opening = builder.build();
        try {
            return new FileBytes(path, length, opening.get(OPEN_DEADLINE_MINUTES, TimeUnit.MINUTES));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new PathIOException(path.toString(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while opening " + path);
        } catch (TimeoutException e) {
            throw new PathIOException(path.toString(), "not open after " + OPEN_DEADLINE_MINUTES + " minutes", e);
        }
    }

    public Path path() {
        return path;
    }

    public long length() {
        return length;
    }

    /** Reads those ranges in one call and keeps them, so that later reads inside them cost nothing. */
    void keep(List<Span> spans) throws IOException {
        Fetch fetch = fetch(spans);
        for (int i = 0; i < spans.size(); i++) {
            windows.add(fetch.await(i));
            windowOffsets.add(spans.get(i).offset());
        }
    }

    /** Reads one range. */
    public byte[] read(long offset, int count) throws IOException {
        Span span = new Span(offset, count);
        check(span);
        for (int i = 0; i < windows.size(); i++) {
            Slice window = windows.get(i);
            long inside = offset - windowOffsets.get(i);
            if (inside >= 0 && inside + count <= window.length()) {
                return new Slice(window.data(), window.start() + (int) inside, count).copy();
            }
        }
        byte[] bytes = new byte[count];
        in.readFully(offset, bytes, 0, count);
        return bytes;
    }

    /**
     * Starts reading several ranges, in any order, and returns at once where the file system reads asynchronously. The ranges are
     * sorted, and those that touch or overlap are asked for as one.
     */
    public Fetch fetch(List<Span> spans) throws IOException {
        for (Span span : spans) {
            check(span);
        }
        Place[] order = new Place[spans.size()];
        for (int i = 0; i < order.length; i++) {
            order[i] = new Place(spans.get(i), i);
        }
        Arrays.sort(order, BY_OFFSET);
        int gap = VECTORED ? 0 : MERGE_GAP;
        List<Span> merged = new ArrayList<>();
        int[] home = new int[order.length];
        for (Place place : order) {
            Span span = place.span();
            Span last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            long end = last == null ? 0 : Math.max(last.end(), span.end());
            if (last != null
                    && span.offset() <= last.end() + gap
                    && (span.offset() < last.end() || end - last.offset() <= LARGEST_MERGED)) {
                merged.set(merged.size() - 1, new Span(last.offset(), Math.toIntExact(end - last.offset())));
            } else {
                merged.add(span);
            }
            home[place.index()] = merged.size() - 1;
        }
        Fetch ranges = merged.isEmpty() || !VECTORED ? positioned(merged) : VectoredFetch.start(in, merged);
        return index -> {
            Span span = spans.get(index);
            Slice range = ranges.await(home[index]);
            int inside = (int) (span.offset() - merged.get(home[index]).offset());
            return new Slice(range.data(), range.start() + inside, span.length());
        };
    }

    private Fetch positioned(List<Span> spans) throws IOException {
        List<Slice> slices = new ArrayList<>(spans.size());
        for (Span span : spans) {
            byte[] bytes = new byte[span.length()];
            in.readFully(span.offset(), bytes, 0, bytes.length);
            slices.add(new Slice(bytes, 0, bytes.length));
        }
        return slices::get;
    }

    private void check(Span span) throws CorruptDataException {
        if (span.offset() < 0
                || span.length() < 0
                || span.length() > LARGEST_RECORD
                || span.offset() > length - span.length()) {
            throw new CorruptDataException("record of " + span.length() + " bytes at " + span.offset()
                    + " lies outside the file, which has " + length + "; it was truncated or its index is damaged");
        }
    }

    /** The failure with the file's name in its message. */
    public IOException named(Exception failure) {
        return named(path.toString(), failure);
    }

    /** The failure with that file's name in its message; unchanged when it has one. */
    public static IOException named(String path, Exception failure) {
        if (failure instanceof PathIOException || failure instanceof java.io.InterruptedIOException) {
            return (IOException) failure;
        }
        // Hadoop puts the message of the cause behind the one given, so what failed is said there and only there
        Throwable cause = failure.getMessage() == null ? new IOException(failure.toString(), failure) : failure;
        return new PathIOException(path, "cannot be read", cause);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static boolean hasVectoredReads() {
        try {
            Class.forName("org.apache.hadoop.fs.FileRange", false, FileBytes.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
