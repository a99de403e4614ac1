package io.farseek.fs.hadoop;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.farseek.fs.store.ObjectStat;
import io.farseek.readahead.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of files a moment ago: saves an {@code open} or {@code rename} the question that a listing, a lookup or a write has just
 * answered. Absence is never remembered. After its time an entry answers nothing more but stays as a hint that there was a file.
 */
final class StatusCache {
    private static final int ENTRIES = 8192;

    private final long ttlNanos;
    private final Ticker ticker;

    @GuardedBy("this") private final Map<String, Seen> byKey = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > ENTRIES;
        }
    };

    private record Seen(ObjectStat stat, long atNanos) {}

    StatusCache(Duration ttl, Ticker ticker) {
        this.ttlNanos = ttl.toNanos();
        this.ticker = ticker;
    }

    synchronized void saw(ObjectStat stat) {
        byKey.put(stat.key(), new Seen(stat, ticker.nanos()));
    }

    synchronized void forget(String key) {
        byKey.remove(key);
    }

    /** Forgets everything whose key begins with {@code prefix}. */
    synchronized void forgetAll(String prefix) {
        byKey.keySet().removeIf(key -> key.startsWith(prefix));
    }

    synchronized void clear() {
        byKey.clear();
    }

    /** The file, if it was seen within the time to live. */
    synchronized @Nullable ObjectStat fresh(String key) {
        Seen seen = byKey.get(key);
        return seen != null && ticker.nanos() - seen.atNanos < ttlNanos ? seen.stat : null;
    }

    /** Whether a file was seen here at any time, and not seen to go. */
    synchronized boolean wasFile(String key) {
        return byKey.containsKey(key);
    }
}
