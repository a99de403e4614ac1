package io.farseek.xrootd.session;

import java.util.concurrent.TimeUnit;

/**
 * Lets others run before a thread sleeps. Where a crowd of replies is on its way, the next one is likely to be there once whoever waits for this
 * processor, maybe the server itself, has had it: a thread that sleeps instead is woken for each reply, and takes the processor from whoever
 * sends them. But where others compute, a turn of theirs takes longer than a reply, and a thread that slept would be woken earlier: then it is
 * left alone for a while. Of the thread that reads.
 */
final class Courtesy {
    /** Those that send or wait for replies have done what they can long before. */
    private static final long LONG_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    /** Times that nobody is let run after somebody ran for long: one such turn is little beside so many replies. */
    private static final int PAUSE = 1000;

    /** What the thread runs on. */
    interface Processor {
        long nanoTime();

        /** Gives it away until the others' turn is over. */
        void giveAway();
    }

    private final Processor processor;
    private int pause;

    Courtesy(Processor processor) {
        this.processor = processor;
    }

    Courtesy() {
        this(new ThisProcessor());
    }

    private static final class ThisProcessor implements Processor {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck")
        public void giveAway() {
            Thread.yield();
        }
    }

    /** False when nobody was let run. */
    boolean letOthersRun() {
        if (pause > 0) {
            pause--;
            return false;
        }
        long began = processor.nanoTime();
        processor.giveAway();
        if (processor.nanoTime() - began > LONG_NANOS) {
            pause = PAUSE;
        }
        return true;
    }
}
