package io.farseek.readahead;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** Reads without read-ahead: each read is one request for exactly its bytes, and nothing is kept. */
final class DirectReads {
    private final FileReads file;

    DirectReads(FileReads file) {
        this.file = file;
    }

    int read(long position, ByteBuffer target) throws IOException {
        int length = target.remaining();
        // The request owns a buffer of its own: a reader that gives up waiting may use the target for something else.
        CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
        Cancellable request = file.reader()
                .readAwaited(
                        ByteRange.of(position, length),
                        ReadCause.DEMAND,
                        new Gather(ByteBuffer.allocate(length), answer));
        try {
            target.put(answer.get(file.settings().readDeadline().toNanos(), TimeUnit.NANOSECONDS));
            return length;
        } catch (InterruptedException e) {
            request.cancel();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading " + file.identity() + " at " + position);
        } catch (TimeoutException e) {
            request.cancel();
            throw new SocketTimeoutException("not all " + length + " bytes of " + file.identity() + " at " + position
                    + " came within " + file.settings().readDeadline());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException("reading " + file.identity() + " at " + position, e.getCause());
        }
    }

    List<CompletableFuture<ByteBuffer>> readVectored(List<ByteRange> ranges, IntFunction<ByteBuffer> allocate) {
        List<CompletableFuture<ByteBuffer>> futures = new ArrayList<>(ranges.size());
        for (ByteRange each : ranges) {
            CompletableFuture<ByteBuffer> answer = new CompletableFuture<>();
            ByteBuffer into = allocate.apply((int) each.length());
            if (each.isEmpty()) {
                answer.complete(into.flip());
            } else {
                file.reader().read(each, ReadCause.DEMAND, new Gather(into, answer));
            }
            futures.add(answer.thenApplyAsync(bytes -> bytes, file.runtime().completions()));
        }
        return futures;
    }

    private record Gather(ByteBuffer into, CompletableFuture<ByteBuffer> answer) implements RangeSink {
        @Override
        public void onBytes(ByteBuffer bytes) {
            into.put(bytes);
        }

        @Override
        public void onComplete() {
            answer.complete(into.flip());
        }

        @Override
        public void onFailure(IOException failure) {
            answer.completeExceptionally(failure);
        }
    }
}
