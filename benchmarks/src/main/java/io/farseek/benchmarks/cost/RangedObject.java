package io.farseek.benchmarks.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object from front to back with the SDK and as little else as will do to use several connections: ranges that are fetched at once, each
 * into an array that is used again. Nothing is kept, retried or measured. One thread.
 */
final class RangedObject extends InputStream {
    /** What Farseek asks for at most at once of one file, and about what one of its requests for a file in order is long. */
    static final int AT_ONCE = 8;

    private static final int RANGE_BYTES = 5 << 20;
    private static final int DEADLINE_SECONDS = 60;
    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    private final S3Client client;
    private final ExecutorService threads;
    private final List<ByteBuffer> spare;
    private final String name;
    private final long length;
    private final ArrayDeque<Future<ByteBuffer>> pieces = new ArrayDeque<>();
    private long asked;
    private ByteBuffer current = NONE;

    /**
     * @param threads at least {@link #AT_ONCE}; theirs are the requests
     * @param spare arrays of earlier objects, taken from and added to
     */
    RangedObject(S3Client client, ExecutorService threads, List<ByteBuffer> spare, String name, long length) {
        this.client = client;
        this.threads = threads;
        this.spare = spare;
        this.name = name;
        this.length = length;
    }

    private ByteBuffer fetch(ByteBuffer into, long from, int count) throws IOException {
        String range = "bytes=" + from + "-" + (from + count - 1);
        try (ResponseInputStream<GetObjectResponse> body =
                client.getObject(request -> request.bucket("bucket").key(name).range(range))) {
            if (body.readNBytes(into.array(), into.arrayOffset(), count) != count) {
                throw new IOException(name + " ended within " + range);
            }
        }
        return into.clear().limit(count);
    }

    private void askAhead() {
        while (asked < length && pieces.size() < AT_ONCE) {
            ByteBuffer into = spare.isEmpty() ? ByteBuffer.allocate(RANGE_BYTES) : spare.remove(spare.size() - 1);
            long from = asked;
            int count = (int) Math.min(RANGE_BYTES, length - from);
            pieces.add(threads.submit(() -> fetch(into, from, count)));
            asked += count;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int wanted) throws IOException {
        if (!current.hasRemaining()) {
            if (current.capacity() > 0) {
                spare.add(current);
                current = NONE;
            }
            askAhead();
            Future<ByteBuffer> next = pieces.poll();
            if (next == null) {
                return -1;
            }
            current = arrived(next);
        }
        int count = Math.min(wanted, current.remaining());
        current.get(target, offset, count);
        return count;
    }

    private static ByteBuffer arrived(Future<ByteBuffer> piece) throws IOException {
        try {
            return piece.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("waiting for a range");
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a range did not come", e);
        }
    }

    @Override
    public void close() {
        List<Future<ByteBuffer>> left = new ArrayList<>(pieces);
        pieces.clear();
        left.forEach(each -> each.cancel(true));
    }
}
