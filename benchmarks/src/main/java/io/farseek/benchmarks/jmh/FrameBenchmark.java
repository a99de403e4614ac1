package io.farseek.benchmarks.jmh;

import io.farseek.xrootd.wire.ByteSource;
import io.farseek.xrootd.wire.FrameDecoder;
import io.farseek.xrootd.wire.FrameHandler;
import io.farseek.xrootd.wire.ReplyReceiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding one XRootD reply frame of {@code bytes} bytes of data, handed on without a copy. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FrameBenchmark {
    private static final int FRAMES = 64;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 8;

    @Param({"16", "4096", "262144"})
    public int bytes;

    private final Counting receiver = new Counting();
    private byte[] replies = {};

    /** Frames of status kXR_ok under stream id 1. */
    @Setup
    public void encode() {
        ByteBuffer out = ByteBuffer.allocate(FRAMES * (HEADER_BYTES + bytes));
        for (int i = 0; i < FRAMES; i++) {
            out.putShort((short) 1).putShort((short) 0).putInt(bytes);
            out.position(out.position() + bytes);
        }
        replies = out.array();
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public long frame() throws IOException {
        FrameDecoder decoder = new FrameDecoder(new Replay(replies), receiver, ByteBuffer.allocate(BUFFER_BYTES));
        for (int i = 0; i < FRAMES; i++) {
            decoder.readFrame();
        }
        return receiver.count;
    }

    /** Bytes that have all come. */
    private static final class Replay implements ByteSource {
        private final ByteBuffer left;

        Replay(byte[] bytes) {
            left = ByteBuffer.wrap(bytes);
        }

        @Override
        public int read(ByteBuffer into) {
            int part = Math.min(left.remaining(), into.remaining());
            into.put(left.slice(left.position(), part));
            left.position(left.position() + part);
            return part > 0 ? part : -1;
        }

        @Override
        public int readNow(ByteBuffer into) {
            return read(into);
        }
    }

    private static final class Counting implements FrameHandler, ReplyReceiver {
        private long count;

        @Override
        public ReplyReceiver receiver(int streamId) {
            return this;
        }

        @Override
        public void release(int streamId) {}

        @Override
        public void onMessage(String text) {}

        @Override
        public void onFrame(int length) {}

        @Override
        public void onData(ByteBuffer chunk) {
            count += chunk.remaining();
            chunk.position(chunk.limit());
        }

        @Override
        public void onPages(long offset, int length) {}

        @Override
        public void onEnd() {}

        @Override
        public void onControl(int status, byte[] body) {}

        @Override
        public void onDeferred(int seconds) {}
    }
}
