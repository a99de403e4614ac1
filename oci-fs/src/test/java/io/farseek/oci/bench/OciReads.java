package io.farseek.oci.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileRange;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The access patterns, in terms of Hadoop's file system and nothing else. Each opens what it reads. */
public enum OciReads {
    SEQUENTIAL("sequential") {
        @Override
        void read(FSDataInputStream in, long length) throws IOException {
            byte[] buffer = new byte[1 << 20];
            for (int got = in.read(buffer); got >= 0; ) {
                got = in.read(buffer);
            }
        }
    },
    FORWARD_SKIPS("100 forward skips of 64 KiB") {
        @Override
        void read(FSDataInputStream in, long length) throws IOException {
            for (int i = 0; i < 100; i++) {
                in.seek((long) i * STEP);
                in.readFully(new byte[4 << 10]);
            }
        }
    },
    BACKWARD_SKIPS("100 backward skips of 64 KiB") {
        @Override
        void read(FSDataInputStream in, long length) throws IOException {
            for (int i = 0; i < 100; i++) {
                in.seek(length / 2 - (long) i * STEP);
                in.readFully(new byte[4 << 10]);
            }
        }
    },
    RANDOM("200 random reads of 16 KiB") {
        @Override
        void read(FSDataInputStream in, long length) throws IOException {
            Random random = new Random(2);
            for (int i = 0; i < 200; i++) {
                in.readFully(random.nextLong(length - PIECE), new byte[PIECE]);
            }
        }
    },
    VECTORED("200 vectored ranges of 16 KiB") {
        @Override
        void read(FSDataInputStream in, long length) throws IOException {
            List<FileRange> ranges = new ArrayList<>();
            Random random = new Random(3);
            long slot = length / 200;
            for (int i = 0; i < 200; i++) {
                ranges.add(FileRange.createFileRange(i * slot + random.nextLong(slot - PIECE), PIECE));
            }
            in.readVectored(ranges, ByteBuffer::allocate);
            try {
                for (FileRange range : ranges) {
                    range.getData().get(60, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while ranges came in", e);
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException("a range did not come in", e);
            }
        }
    },
    PING_PONG("ping-pong, 50 times 16 KiB at two places") {
        @Override
        void read(FSDataInputStream in, long length) throws IOException {
            for (int i = 0; i < 50; i++) {
                in.seek(i % 2 * (length / 2) + (long) (i / 2) * PIECE);
                in.readFully(new byte[PIECE]);
            }
        }
    },
    OPEN_STREAMS("200 open streams on one file system") {
        @Override
        void run(FileSystem fs, Path file) throws IOException {
            List<FSDataInputStream> open = new ArrayList<>();
            try {
                for (int i = 0; i < 200; i++) {
                    FSDataInputStream in = fs.open(file);
                    open.add(in);
                    in.seek((long) i * STEP);
                    in.readFully(new byte[1]);
                }
            } finally {
                for (FSDataInputStream each : open) {
                    each.close();
                }
            }
        }
    };

    /** Name of the object that is read. */
    public static final String OBJECT = "large";

    /** Name of another object with the same bytes. */
    public static final String WARM_UP_OBJECT = "warm-up";

    private static final int STEP = 64 << 10;
    private static final int PIECE = 16 << 10;

    private final String title;

    OciReads(String title) {
        this.title = title;
    }

    /** What the row is called. */
    public String title() {
        return title;
    }

    void read(FSDataInputStream in, long length) throws IOException {
        throw new IllegalStateException(name() + " opens its own streams");
    }

    void run(FileSystem fs, Path file) throws IOException {
        long length = fs.getFileStatus(file).getLen();
        try (FSDataInputStream in = fs.open(file)) {
            read(in, length);
        }
    }
}
