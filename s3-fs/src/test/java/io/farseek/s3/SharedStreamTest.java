package io.farseek.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.fs.http.LoopbackServer.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedStreamTest {
    private static final int READERS = 8;
    private static final long STEP = 100L << 20;
    private static final long LENGTH = READERS * STEP;
    private static final int READ = 1000;

    /** The store answers nobody before all have asked: readers that wait for each other would never get an answer. */
    @Test
    void positionedReadsOfManyThreadsAreUnderWayAtOnce() throws Exception {
        Set<Long> asked = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(READERS);
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try (ScriptedS3 store = new ScriptedS3(request -> {
                    if (request.line().startsWith("GET ")) {
                        long reader = start(request) / STEP;
                        if (asked.add(reader)) {
                            all.countDown();
                        }
                        if (!all.await(20, TimeUnit.SECONDS)) {
                            return ScriptedS3.refusal(400, "Alone", "Only " + asked + " have asked.");
                        }
                    }
                    return object(request);
                });
                FileSystem fs = store.open();
                FSDataInputStream in = fs.open(new Path("s3://bucket/file"))) {
            List<Future<byte[]>> reads = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                long at = i * STEP + 50;
                reads.add(readers.submit(() -> {
                    byte[] bytes = new byte[READ];
                    in.readFully(at, bytes);
                    return bytes;
                }));
            }
            for (int i = 0; i < READERS; i++) {
                assertThat(new String(
                                reads.get(i).get(40, TimeUnit.SECONDS), java.nio.charset.StandardCharsets.ISO_8859_1))
                        .isEqualTo(content(i * STEP + 50, READ));
            }
        } finally {
            readers.shutdownNow();
        }
    }

    private static long start(Request request) {
        return Long.parseLong(request.headers().get("range").replaceAll("bytes=(\\d+)-.*", "$1"));
    }

    private static String object(Request request) {
        String common = "ETag: \"one\"\r\nLast-Modified: Mon, 02 Feb 2026 10:00:00 GMT\r\n";
        if (request.headers().get("range") == null) {
            return "HTTP/1.1 200 OK\r\nContent-Length: " + LENGTH + "\r\n" + common + "\r\n";
        }
        long from = start(request);
        long to = Long.parseLong(request.headers().get("range").replaceAll(".*-(\\d+)", "$1"));
        return ScriptedS3.answer(
                206, common + "Content-Range: bytes " + from + "-" + to + "/" + LENGTH + "\r\n", content(from, (int)
                        (to + 1 - from)));
    }

    /** A letter for each byte that depends on where it is. */
    private static String content(long from, int length) {
        StringBuilder content = new StringBuilder(length);
        for (long at = from; at < from + length; at++) {
            content.append((char) ('a' + at % 23));
        }
        return content.toString();
    }
}
