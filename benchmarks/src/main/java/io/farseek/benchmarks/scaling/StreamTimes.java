package io.farseek.benchmarks.scaling;

import java.util.concurrent.atomic.LongAdder;

/** What the threads of this process spent in the files of a {@link TimedFileSystem}. Thread-safe. */
final class StreamTimes {
    static final StreamTimes ALL = new StreamTimes();

    private final LongAdder opens = new LongAdder();
    private final LongAdder openNanos = new LongAdder();
    private final LongAdder reads = new LongAdder();
    private final LongAdder readNanos = new LongAdder();
    private final LongAdder seeksForward = new LongAdder();
    private final LongAdder seeksBackward = new LongAdder();
    private final LongAdder seekNanos = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void opened(long nanos) {
        opens.increment();
        openNanos.add(nanos);
    }

    void read(long nanos, long count) {
        reads.increment();
        readNanos.add(nanos);
        bytes.add(count);
    }

    void soughtAndRead(boolean forward, long nanos, long count) {
        reads.increment();
        (forward ? seeksForward : seeksBackward).increment();
        seekNanos.add(nanos);
        bytes.add(count);
    }

    void sought(long nanos) {
        seekNanos.add(nanos);
    }

    Snapshot now() {
        return new Snapshot(
                opens.sum(),
                openNanos.sum(),
                reads.sum(),
                readNanos.sum(),
                seeksForward.sum(),
                seeksBackward.sum(),
                seekNanos.sum(),
                bytes.sum());
    }

    /** Sums since the start of the process. */
    record Snapshot(
            long opens,
            long openNanos,
            long reads,
            long readNanos,
            long seeksForward,
            long seeksBackward,
            long seekNanos,
            long bytes) {
        Snapshot since(Snapshot earlier) {
            return new Snapshot(
                    opens - earlier.opens,
                    openNanos - earlier.openNanos,
                    reads - earlier.reads,
                    readNanos - earlier.readNanos,
                    seeksForward - earlier.seeksForward,
                    seeksBackward - earlier.seeksBackward,
                    seekNanos - earlier.seekNanos,
                    bytes - earlier.bytes);
        }
    }
}
