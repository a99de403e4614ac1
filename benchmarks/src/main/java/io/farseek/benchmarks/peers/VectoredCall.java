package io.farseek.benchmarks.peers;

import io.farseek.readahead.ByteRange;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import org.apache.hadoop.fs.FSDataInputStream;

/** Hadoop's vectored read by name: this module is compiled against a Hadoop that does not have it, and runs on those that do. */
final class VectoredCall {
    private static final long DEADLINE_SECONDS = 120;

    private final MethodHandle newRange;
    private final MethodHandle data;
    private final MethodHandle read;

    VectoredCall() throws ReflectiveOperationException {
        Class<?> range = Class.forName("org.apache.hadoop.fs.FileRange");
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        newRange = lookup.findStatic(range, "createFileRange", MethodType.methodType(range, long.class, int.class));
        data = lookup.findVirtual(range, "getData", MethodType.methodType(CompletableFuture.class));
        read = lookup.findVirtual(
                FSDataInputStream.class,
                "readVectored",
                MethodType.methodType(void.class, List.class, IntFunction.class));
    }

    /** Reads all ranges in one call and waits for them; the buffers in the ranges' order. */
    List<ByteBuffer> read(FSDataInputStream in, List<ByteRange> ranges) throws IOException {
        IntFunction<ByteBuffer> allocate = ByteBuffer::allocate;
        List<Object> asked = new ArrayList<>(ranges.size());
        try {
            for (ByteRange each : ranges) {
                asked.add(newRange.invoke(each.start(), (int) each.length()));
            }
            read.invoke(in, asked, allocate);
            List<ByteBuffer> buffers = new ArrayList<>(ranges.size());
            for (Object each : asked) {
                CompletableFuture<?> future = (CompletableFuture<?>) data.invoke(each);
                buffers.add((ByteBuffer) future.get(DEADLINE_SECONDS, TimeUnit.SECONDS));
            }
            return buffers;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a vectored read of " + ranges.size() + " ranges: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in a vectored read of " + ranges.size() + " ranges", e);
        } catch (Throwable e) {
            throw new IOException("a vectored read of " + ranges.size() + " ranges is not possible", e);
        }
    }
}
