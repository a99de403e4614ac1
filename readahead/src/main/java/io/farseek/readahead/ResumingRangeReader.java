package io.farseek.readahead;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Continues a body that breaks from the byte it broke at. Requests that fail before their first byte are not its business: the connector
 * has retried those already.
 */
final class ResumingRangeReader implements RangeReader {
    /** In a row, without ever getting further than a few bytes, is a store that is broken, not a body. */
    private static final int MOST_RESUMES = 8;

    private final RangeReader reader;

    ResumingRangeReader(RangeReader reader) {
        this.reader = reader;
    }

    @Override
    public long length() {
        return reader.length();
    }

    @Override
    public Capabilities capabilities() {
        return reader.capabilities();
    }

    @Override
    public Cancellable read(ByteRange range, ReadCause cause, RangeSink sink) {
        Body body = new Body(range, sink);
        body.sent(reader.read(range, cause, body));
        return body;
    }

    @Override
    public Cancellable readAwaited(ByteRange range, ReadCause cause, RangeSink sink) {
        Body body = new Body(range, sink);
        body.sent(reader.readAwaited(range, cause, body));
        return body;
    }

    @Override
    public List<Cancellable> readAll(List<SinkRange> ranges, ReadCause cause) {
        List<Body> bodies =
                ranges.stream().map(each -> new Body(each.range(), each.sink())).toList();
        List<SinkRange> inner = bodies.stream()
                .map(each -> new SinkRange(each.range, (RangeSink) each))
                .toList();
        List<Cancellable> sent = reader.readAll(inner, cause);
        for (int i = 0; i < bodies.size(); i++) {
            bodies.get(i).sent(sent.get(i));
        }
        return List.copyOf(bodies);
    }

    @Override
    public void close() {
        reader.close();
    }

    private static boolean resumable(IOException failure) {
        return !(failure instanceof CancelledReadException
                || failure instanceof PermanentFailure
                || failure instanceof FileNotFoundException
                || failure instanceof AccessDeniedException);
    }

    private final class Body implements RangeSink, Cancellable {
        private final ByteRange range;
        private final RangeSink sink;
        // Touched by the delivering thread only; a resumed request begins after the broken one has ended.
        private long position;
        private long resumedAt;
        private int resumes;

        @GuardedBy("this") private Cancellable request = Cancellable.NONE;

        @GuardedBy("this") private boolean cancelled;

        @GuardedBy("this") private int generation;

        Body(ByteRange range, RangeSink sink) {
            this.range = range;
            this.sink = sink;
            this.position = range.start();
            this.resumedAt = range.start();
        }

        /** The first request; ignored when it has been followed by another already. */
        void sent(Cancellable first) {
            boolean unwanted;
            synchronized (this) {
                if (generation > 0) {
                    return;
                }
                request = first;
                unwanted = cancelled;
            }
            if (unwanted) {
                first.cancel();
            }
        }

        @Override
        public void cancel() {
            Cancellable current;
            synchronized (this) {
                cancelled = true;
                current = request;
            }
            current.cancel();
        }

        @Override
        public void onBytes(ByteBuffer bytes) {
            position += bytes.remaining();
            sink.onBytes(bytes);
        }

        @Override
        public @Nullable ByteBuffer room() {
            return sink.room();
        }

        @Override
        public void onFilled(int count) {
            position += count;
            sink.onFilled(count);
        }

        @Override
        public void onComplete() {
            sink.onComplete();
        }

        @Override
        public void onFailure(IOException failure) {
            if (position == resumedAt || !resumable(failure) || ++resumes > MOST_RESUMES) {
                sink.onFailure(failure);
                return;
            }
            if (position == range.end()) {
                // Every byte came; what broke was only the goodbye.
                sink.onComplete();
                return;
            }
            int ours;
            synchronized (this) {
                if (cancelled) {
                    ours = -1;
                } else {
                    ours = ++generation;
                    request = Cancellable.NONE;
                }
            }
            if (ours < 0) {
                sink.onFailure(new CancelledReadException("cancelled " + range + " after " + failure.getMessage()));
                return;
            }
            resumedAt = position;
            Cancellable next = reader.read(new ByteRange(position, range.end()), ReadCause.RESUME, this);
            boolean unwanted;
            synchronized (this) {
                if (generation == ours) {
                    request = next;
                }
                unwanted = cancelled;
            }
            if (unwanted) {
                next.cancel();
            }
        }
    }
}
