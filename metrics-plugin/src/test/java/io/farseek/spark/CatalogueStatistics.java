package io.farseek.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.hadoop.fs.GlobalStorageStatistics;
import org.apache.hadoop.fs.StorageStatistics;

/** Statistics as a Farseek connector registers them, filled by hand: the whole catalogue, buckets cumulative. */
public final class CatalogueStatistics extends StorageStatistics {
    static final List<String> TIMINGS = List.of(
            "read",
            "seek",
            "open",
            "get.ttfb",
            "get.total",
            "get.body",
            "head",
            "list",
            "put",
            "delete",
            "conn.dns",
            "conn.tcp",
            "conn.tls",
            "conn.poolWait",
            "retry.backoff",
            "prefetch.wait");
    static final List<String> SIZES = List.of("read.size", "get.size", "seek.forward", "seek.backward");
    static final List<String> PLAIN = List.of(
            ("bytesRead bytesFetched bytesDiscarded bytesWritten requests.get requests.head requests.list requests.put"
                            + " requests.delete status.2xx status.4xx status.429 status.503 status.5xx retries.timeout"
                            + " retries.reset retries.throttle retries.server retries.dns errors cancelled connAborted"
                            + " conn.opened conn.reused seek.backward.inBuffer seek.backward.refetch"
                            + " seek.forward.inBuffer seek.forward.skipped seek.forward.refetch buffer.hit buffer.miss"
                            + " prefetch.issued prefetch.used prefetch.wasted prefetch.cancelled hedge.sent hedge.won"
                            + " dns.lookups dns.failures dns.addressChanges readTimeMuSec seekTimeMuSec"
                            + " metadataTimeMuSec cpuTimeDuringReadMuSec inFlight openStreams bufferBytes conn.leased"
                            + " conn.idle conn.pending dns.addresses")
                    .split(" ", -1));
    static final int SMALLEST = 6;
    static final int LARGEST = 25;

    private final String scheme;
    private final Map<String, Long> values = new ConcurrentSkipListMap<>();

    CatalogueStatistics(String scheme) {
        super("farseek-" + scheme);
        this.scheme = scheme;
        for (String timing : TIMINGS) {
            for (String each : List.of(".count", ".sum_us", ".max_us", ".bucket.le_inf")) {
                values.put(timing + each, 0L);
            }
            for (int k = SMALLEST; k <= LARGEST; k++) {
                values.put(timing + ".bucket.le_" + (1L << k) + "us", 0L);
            }
        }
        for (String size : SIZES) {
            for (String each : List.of(".count", ".sum", ".max", ".bucket.le_inf")) {
                values.put(size + each, 0L);
            }
            for (int k = 0; k <= 30; k++) {
                values.put(size + ".bucket.le_" + (1L << k), 0L);
            }
        }
        PLAIN.forEach(each -> values.put(each, 0L));
    }

    /** Registers with Hadoop for the life of this JVM, or finds what was registered before. */
    static CatalogueStatistics register(String scheme) {
        return (CatalogueStatistics)
                GlobalStorageStatistics.INSTANCE.put("farseek-" + scheme, () -> new CatalogueStatistics(scheme));
    }

    CatalogueStatistics time(String timing, long micros, int times) {
        add(timing + ".count", times);
        add(timing + ".sum_us", micros * times);
        values.merge(timing + ".max_us", micros, Math::max);
        for (int k = SMALLEST; k <= LARGEST; k++) {
            if (micros <= 1L << k) {
                add(timing + ".bucket.le_" + (1L << k) + "us", times);
            }
        }
        add(timing + ".bucket.le_inf", times);
        return this;
    }

    CatalogueStatistics add(String name, long amount) {
        values.merge(name, amount, Long::sum);
        return this;
    }

    @Override
    public String getScheme() {
        return scheme;
    }

    @Override
    public Iterator<LongStatistic> getLongStatistics() {
        List<LongStatistic> all = new ArrayList<>();
        new TreeMap<>(values).forEach((name, value) -> all.add(new LongStatistic(name, value)));
        return all.iterator();
    }

    @Override
    public Long getLong(String key) {
        return values.get(key);
    }

    @Override
    public boolean isTracked(String key) {
        return values.containsKey(key);
    }

    @Override
    public void reset() {
        values.replaceAll((name, value) -> 0L);
    }
}
