package io.farseek.fs.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.readahead.Count;
import io.farseek.readahead.Level;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Size;
import io.farseek.readahead.Timing;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.fs.GlobalStorageStatistics;
import org.apache.hadoop.fs.StorageStatistics;
import org.junit.jupiter.api.Test;

class RecorderStatisticsTest {
    private final Recorder recorder = new Recorder();
    private final RecorderStatistics statistics = new RecorderStatistics("test", recorder);

    @Test
    void bucketsAreCumulativeInMicroseconds() {
        recorder.time(Timing.GET_TTFB, 50_000);
        recorder.time(Timing.GET_TTFB, 100_000);
        recorder.time(Timing.GET_TTFB, 100_000_000);

        assertThat(statistics.getLong("get.ttfb.bucket.le_64us")).isEqualTo(1);
        assertThat(statistics.getLong("get.ttfb.bucket.le_128us")).isEqualTo(2);
        assertThat(statistics.getLong("get.ttfb.bucket.le_65536us")).isEqualTo(2);
        assertThat(statistics.getLong("get.ttfb.bucket.le_131072us")).isEqualTo(3);
        assertThat(statistics.getLong("get.ttfb.bucket.le_33554432us")).isEqualTo(3);
        assertThat(statistics.getLong("get.ttfb.bucket.le_inf")).isEqualTo(3);
        assertThat(statistics.getLong("get.ttfb.count")).isEqualTo(3);
        assertThat(statistics.getLong("get.ttfb.sum_us")).isEqualTo(100_150);
        assertThat(statistics.getLong("get.ttfb.max_us")).isEqualTo(100_000);
    }

    @Test
    void beyondTheLastBucketOnlyInfinityCounts() {
        recorder.time(Timing.READ, 60_000_000_000L);

        assertThat(statistics.getLong("read.bucket.le_33554432us")).isZero();
        assertThat(statistics.getLong("read.bucket.le_inf")).isEqualTo(1);
    }

    @Test
    void sizesCountersAndGaugesGoByTheirNames() {
        recorder.size(Size.GET, 1 << 20);
        recorder.add(Count.BYTES_FETCHED, 7);
        recorder.shift(Level.IN_FLIGHT, 3);

        assertThat(statistics.getLong("get.size.bucket.le_524288")).isZero();
        assertThat(statistics.getLong("get.size.bucket.le_1048576")).isEqualTo(1);
        assertThat(statistics.getLong("get.size.sum")).isEqualTo(1 << 20);
        assertThat(statistics.getLong("bytesFetched")).isEqualTo(7);
        assertThat(statistics.getLong("inFlight")).isEqualTo(3);
    }

    @Test
    void everyNameIsIteratedOnceAndTracked() {
        Map<String, Long> all = new HashMap<>();
        statistics.getLongStatistics().forEachRemaining(each -> {
            assertThat(all.put(each.getName(), each.getValue())).isNull();
            assertThat(statistics.isTracked(each.getName())).isTrue();
        });

        assertThat(all)
                .hasSize(Timing.values().length * (20 + 1 + 3)
                        + Size.values().length * (31 + 1 + 3)
                        + Count.values().length
                        + Level.values().length);
        assertThat(statistics.getLong("no.such.name")).isNull();
    }

    @Test
    void aSchemeHasOneRecorderRegisteredUnderItsName() {
        Recorder first = Recorders.of("teststats");
        first.add(Count.ERRORS, 5);

        StorageStatistics registered = GlobalStorageStatistics.INSTANCE.get("farseek-teststats");

        assertThat(Recorders.of("teststats")).isSameAs(first);
        assertThat(registered.getScheme()).isEqualTo("teststats");
        assertThat(registered.getLong("errors")).isEqualTo(5);
    }
}
