package io.farseek.fs.stream;

import io.farseek.fs.store.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unsent bytes of one part: heap as long as the budget gives some, then a temporary file. Filled by one thread, then handed to the thread
 * that uploads it and releases it.
 */
public final class PartBuffer implements ContentSource {
    private static final int FIRST_CHUNK_BYTES = 64 << 10;
    private static final int LARGEST_CHUNK_BYTES = 4 << 20;

    private final String of;
    private final WriteMemory memory;
    private final Path directory;
    private final long capacity;
    private final boolean heapAllowed;

    private final List<ByteBuffer> chunks = new ArrayList<>();
    private long takenFromMemory;
    private long length;
    private @Nullable Path file;
    private @Nullable FileChannel channel;

    /**
     * @param of what is written, for messages
     * @param capacity most bytes it will hold
     * @param heapAllowed false to use the disk from the first byte
     */
    public PartBuffer(String of, WriteMemory memory, Path directory, long capacity, boolean heapAllowed) {
        this.of = of;
        this.memory = memory;
        this.directory = directory;
        this.capacity = capacity;
        this.heapAllowed = heapAllowed;
    }

    public long room() {
        return capacity - length;
    }

    @Override
    public long length() {
        return length;
    }

    /** Takes all of {@code bytes}, which is at most {@link #room}. */
    public void add(byte[] bytes, int offset, int count) throws IOException {
        int at = offset;
        int left = count;
        while (left > 0 && channel == null) {
            ByteBuffer chunk = chunkWithRoom();
            if (chunk == null) {
                break;
            }
            int taken = Math.min(left, chunk.remaining());
            chunk.put(bytes, at, taken);
            at += taken;
            left -= taken;
            length += taken;
        }
        if (left > 0) {
            spill(ByteBuffer.wrap(bytes, at, left));
            length += left;
        }
    }

    private @Nullable ByteBuffer chunkWithRoom() {
        ByteBuffer last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
        if (last != null && last.hasRemaining()) {
            return last;
        }
        if (!heapAllowed) {
            return null;
        }
        int wanted = last == null ? FIRST_CHUNK_BYTES : Math.min(LARGEST_CHUNK_BYTES, last.capacity() * 2);
        int size = (int) Math.min(wanted, room());
        if (size == 0 || !memory.tryTake(size)) {
            return null;
        }
        takenFromMemory += size;
        ByteBuffer chunk = ByteBuffer.allocate(size);
        chunks.add(chunk);
        return chunk;
    }

    private void spill(ByteBuffer bytes) throws IOException {
        try {
            FileChannel to = channel;
            if (to == null) {
                Files.createDirectories(directory);
                file = Files.createTempFile(directory, "farseek-part-", ".tmp");
                to = FileChannel.open(file, StandardOpenOption.WRITE);
                channel = to;
            }
            while (bytes.hasRemaining()) {
                to.write(bytes);
            }
        } catch (IOException e) {
            throw new IOException(
                    "cannot keep " + bytes.remaining() + " unsent bytes of " + of + " in " + directory + ": "
                            + e.getMessage()
                            + "; set fs.farseek.write.directory to a disk with room, or raise fs.farseek.write.memory",
                    e);
        }
    }

    @Override
    public InputStream open() throws IOException {
        ByteBuffer[] written =
                chunks.stream().map(each -> each.duplicate().flip()).toArray(ByteBuffer[]::new);
        InputStream heap = ContentSource.of(written).open();
        return file == null ? heap : new SequenceInputStream(heap, Files.newInputStream(file));
    }

    /** Gives the memory back and deletes the file. Further calls do nothing. */
    public void release() {
        memory.giveBack(takenFromMemory);
        takenFromMemory = 0;
        chunks.clear();
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
            if (file != null) {
                Files.deleteIfExists(file);
                file = null;
            }
        } catch (IOException e) {
            UploadOutputStream.LOG.warn("cannot delete {}: {}", file, e.toString());
        }
    }
}
