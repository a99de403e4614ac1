package io.farseek.benchmarks.capture;

import io.farseek.readahead.ByteRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The reads of this process's {@link RecordingFileSystem}s by file, in the order in which they were made. A file system is made by Hadoop, from
 * its class alone, so there is one recording a process. Thread-safe.
 */
final class Recording {
    /** Readers that take headers apart byte by byte do so behind a buffer everywhere but here. */
    private static final int SHORT_BYTES = 64;

    private static final Map<String, List<ByteRange>> READS = new HashMap<>();

    private Recording() {}

    static synchronized void clear() {
        READS.clear();
    }

    /** Takes a read down; a short one that goes on where the last one ended is part of it. */
    static synchronized void add(String file, long position, long count) {
        if (count <= 0) {
            return;
        }
        List<ByteRange> reads = READS.computeIfAbsent(file, name -> new ArrayList<>());
        ByteRange last = reads.isEmpty() ? new ByteRange(0, 0) : reads.get(reads.size() - 1);
        if (!reads.isEmpty() && last.end() == position && count <= SHORT_BYTES) {
            reads.set(reads.size() - 1, new ByteRange(last.start(), position + count));
        } else {
            reads.add(ByteRange.of(position, count));
        }
    }

    /** The reads of each file whose name ends with {@code ending}. */
    static synchronized Map<String, List<ByteRange>> of(String ending) {
        Map<String, List<ByteRange>> found = new HashMap<>();
        READS.forEach((file, reads) -> {
            if (file.endsWith(ending)) {
                found.put(file, List.copyOf(reads));
            }
        });
        return found;
    }
}
