package io.farseek.fs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a pool makes threads, and what it does when it may not. */
@Timeout(60)
class SparingThreadsTest {
    private final ThreadPoolExecutor pool = SparingThreads.pool("sparing", 3, 2);
    private final CountDownLatch free = new CountDownLatch(1);

    @AfterEach
    void end() {
        free.countDown();
        pool.shutdownNow();
    }

    private static <T> T get(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(30, TimeUnit.SECONDS);
    }

    /** Keeps a thread busy until the test says so; returns once it is. */
    private Future<?> busy() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<?> task = pool.submit(() -> {
            begun.countDown();
            return free.await(30, TimeUnit.SECONDS);
        });
        assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
        return task;
    }

    private static void untilIdle(Thread thread) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anIdleThreadIsUsedAgain() throws Exception {
        Thread first = get(pool.submit(Thread::currentThread));
        for (int i = 0; i < 10; i++) {
            untilIdle(first);
            assertThat(get(pool.submit(Thread::currentThread))).isSameAs(first);
        }
        assertThat(pool.getLargestPoolSize()).isEqualTo(1);
        assertThat(first.isDaemon()).isTrue();
        assertThat(first.getName()).isEqualTo("sparing-1");
    }

    @Test
    void aTaskNeverWaitsForABusyThreadWhileOneMayBeMade() throws Exception {
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            tasks.add(busy());
            assertThat(pool.getPoolSize()).isEqualTo(i);
        }
        assertThat(tasks).noneMatch(Future::isDone);
    }

    @Test
    void beyondTheLastThreadTasksWaitAndBeyondTheLastPlaceTheyAreRefused() throws Exception {
        List<Future<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            tasks.add(busy());
        }
        tasks.add(pool.submit(() -> "waited"));
        tasks.add(pool.submit(() -> "waited too"));
        assertThatThrownBy(() -> pool.submit(() -> "refused"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("all 3 threads sparing are busy, and 2 tasks wait for one: ask for less at once");
        assertThat(pool.getPoolSize()).isEqualTo(3);
        free.countDown();
        for (Future<?> each : tasks) {
            assertThat(get(each)).isNotNull();
        }
        for (int i = 0; i < 100; i++) {
            get(pool.submit(() -> "places are given back"));
        }
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        pool.shutdown();
        assertThatThrownBy(() -> pool.submit(() -> "late"))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("the threads sparing have ended");
    }
}
