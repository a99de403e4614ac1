package io.farseek.readahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Arrays are used again by other blocks, never while anybody may still read or write them, and never beyond the budget. */
@SuppressWarnings("ByteBufferBackingArray") // What is lent has an array, that is the point.
class BlockArraysTest {
    private static final int LENGTH = Block.MOST_BYTES;

    private final AtomicLong heldBytes = new AtomicLong();
    private final ReadAheadRuntime runtime = new ReadAheadRuntime(
            new RuntimeSettings(64 << 20, 16, false),
            () -> 0,
            (block, seen, nanos) -> true,
            Runnable::run,
            (nanos, action) -> Cancellable.NONE);
    private final BlockArrays arrays = new BlockArrays(64 << 20, heldBytes);

    private Block block(boolean kept) {
        FileReads file = new FileReads(
                new HandStore(1 << 20),
                new ObjectIdentity("e", "o", "v"),
                ReadAheadSettings.DEFAULT,
                runtime,
                new Recorder());
        Fetch fetch = new Fetch(file, ByteRange.of(0, LENGTH), ReadCause.DEMAND);
        if (kept) {
            fetch.keep();
        }
        Block block = fetch.blocks().get(0);
        block.allocate(arrays);
        return block;
    }

    private static byte[] arrayOf(Block block) {
        ByteBuffer lent = block.lend();
        assertThat(lent).isNotNull();
        block.restore(0);
        return lent.array();
    }

    @Test
    void anArrayThatNobodyHoldsIsUsedAgain() {
        Block block = block(false);
        byte[] array = arrayOf(block);
        block.letGo();
        assertThat(arrays.take(LENGTH)).isSameAs(array);
        assertThat(arrays.take(LENGTH)).isNotSameAs(array);
    }

    @Test
    void whatTheStoreStillWritesIntoIsNotUsedAgainBeforeItHasEnded() {
        Block block = block(false);
        ByteBuffer lent = block.lend();
        assertThat(lent).isNotNull();
        block.finish();
        block.letGo();
        assertThat(arrays.take(LENGTH)).isNotSameAs(lent.array());
        block.restore(100);
        assertThat(arrays.take(LENGTH)).isSameAs(lent.array());
        assertThat(block.filled()).as("what came after it was dropped").isZero();
    }

    @Test
    void whatAReaderCopiesIsNotUsedAgainBeforeItHasDone() {
        Block block = block(false);
        byte[] array = arrayOf(block);
        block.append(ByteBuffer.wrap(new byte[LENGTH]));
        assertThat(block.hold()).isTrue();
        block.letGo();
        assertThat(arrays.take(LENGTH)).isNotSameAs(array);
        assertThat(block.copy(0, ByteBuffer.allocate(10))).isEqualTo(10);
        block.unhold();
        assertThat(block.hold()).as("once nobody holds it, nobody can").isFalse();
        assertThat(block.copy(0, ByteBuffer.allocate(10))).isZero();
        assertThat(arrays.take(LENGTH)).isSameAs(array);
    }

    @Test
    void bytesThatComeAfterTheEndAreWrittenNowhere() {
        Block block = block(false);
        byte[] array = arrayOf(block);
        block.letGo();
        byte[] others = arrays.take(LENGTH);
        assertThat(others).isSameAs(array);
        byte[] late = new byte[LENGTH];
        Arrays.fill(late, (byte) 1);
        ByteBuffer bytes = ByteBuffer.wrap(late);
        block.append(bytes);
        assertThat(bytes.hasRemaining()).isFalse();
        assertThat(others).containsOnly(0);
        assertThat(block.lend()).isNull();
    }

    @Test
    void whatItsReaderKeepsStaysItsOwn() {
        Block block = block(true);
        byte[] array = arrayOf(block);
        block.append(ByteBuffer.wrap(new byte[LENGTH]));
        block.letGo();
        assertThat(arrays.take(LENGTH)).isNotSameAs(array);
        assertThat(block.copy(0, ByteBuffer.allocate(10))).isEqualTo(10);
    }

    @Test
    void spareArraysMakeRoomForThoseInUse() {
        BlockArrays few = new BlockArrays(4L * LENGTH, heldBytes);
        heldBytes.set(4L * LENGTH);
        byte[] first = few.take(LENGTH);
        few.give(first);
        assertThat(few.bytes()).isEqualTo(LENGTH);
        int usedBytes = 0;
        for (int i = 0; i < 4; i++) {
            usedBytes += few.take(LENGTH - 1).length;
        }
        assertThat(few.bytes()).as("the spare one is gone").isEqualTo(usedBytes);
        assertThat(few.take(LENGTH)).isNotSameAs(first);
    }
}
