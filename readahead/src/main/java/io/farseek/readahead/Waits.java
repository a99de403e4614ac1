package io.farseek.readahead;

/** How a reader waits for a block: on its monitor, or, where time is simulated, by letting time pass. */
interface Waits {
    Waits ON_MONITOR = Block::awaitFilled;

    /**
     * Waits until the block's first {@code wanted} bytes are there or no more will come. False when {@code nanos} passed without a byte.
     */
    boolean awaitFilled(Block block, int wanted, long nanos) throws InterruptedException;
}
