package io.farseek.readahead;

/** How a reader waits for a block: on its monitor, or, where time is simulated, by letting time pass. */
interface Waits {
    Waits ON_MONITOR = Block::awaitMoreThan;

    /**
     * Waits until the block has more than {@code seen} bytes or will get no more. False when {@code nanos} passed first.
     */
    boolean awaitMoreThan(Block block, int seen, long nanos) throws InterruptedException;
}
