package io.farseek.fs.dns;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What is known of one host name. Its lock is held for bookkeeping only, never while asking anybody. */
final class HostRecord {
    private static final Duration MAX_FAILURE_PAUSE = Duration.ofSeconds(30);

    /** How an answer changed the addresses. */
    record Change(int before, int now, boolean different) {}

    private final String host;
    private final DnsSettings settings;

    @GuardedBy("this") private List<InetAddress> addresses = List.of();

    @GuardedBy("this") private long answeredNanos;

    @GuardedBy("this") private long dueNanos;

    @GuardedBy("this") private long staleNanos;

    @GuardedBy("this") private boolean asked;

    @GuardedBy("this") private int failuresInARow;

    @GuardedBy("this") private @Nullable IOException failure;

    @GuardedBy("this") private int turn;

    @GuardedBy("this") private final Map<InetAddress, Long> lastSeen = new LinkedHashMap<>();

    @GuardedBy("this") private final Map<InetAddress, Long> failingUntil = new HashMap<>();

    @GuardedBy("this") private @Nullable CompletableFuture<Void> flight;

    HostRecord(String host, DnsSettings settings) {
        this.host = host;
        this.settings = settings;
    }

    String host() {
        return host;
    }

    /** Whether it is time to ask again. After a failure that is sooner than the record's life, and later with every failure. */
    synchronized boolean expired(long now) {
        return !asked || now - dueNanos >= 0;
    }

    synchronized boolean olderThan(long now, Duration age) {
        return now - answeredNanos > age.toNanos();
    }

    synchronized boolean hasOtherThan(Collection<InetAddress> avoid) {
        return addresses.isEmpty() || !Set.copyOf(avoid).containsAll(addresses);
    }

    /** The addresses, as long as their record lives or the resolver fails and they are not too old. */
    synchronized List<InetAddress> usable(long now) {
        if (failuresInARow > 0 && now - staleNanos >= 0) {
            return List.of();
        }
        failingUntil.values().removeIf(until -> now - until >= 0);
        return addresses;
    }

    synchronized boolean failing(InetAddress address) {
        return failingUntil.containsKey(address);
    }

    synchronized void failed(InetAddress address, long until) {
        failingUntil.put(address, until);
    }

    synchronized boolean avoidable(InetAddress address, long now) {
        if (failingUntil.isEmpty()) {
            return false;
        }
        failingUntil.values().removeIf(until -> now - until >= 0);
        return failingUntil.containsKey(address) && !failingUntil.keySet().containsAll(addresses);
    }

    synchronized int nextTurn(int size) {
        return Math.floorMod(turn++, size);
    }

    synchronized boolean retired(InetAddress address, long now) {
        Long seen = lastSeen.get(address);
        return !addresses.contains(address)
                && !addresses.isEmpty()
                && (seen == null || now - seen >= settings.addressGrace().toNanos());
    }

    synchronized Change accept(AddressAnswer answer, long now) {
        Change change = new Change(
                addresses.size(),
                answer.addresses().size(),
                !Set.copyOf(addresses).equals(Set.copyOf(answer.addresses())));
        for (InetAddress each : addresses) {
            lastSeen.put(each, now);
        }
        addresses = answer.addresses();
        for (InetAddress each : addresses) {
            lastSeen.put(each, now);
        }
        long keep = Math.max(
                settings.addressGrace().toNanos(), Duration.ofMinutes(1).toNanos());
        lastSeen.values().removeIf(seen -> now - seen > keep);
        long ttl = Math.max(
                settings.minTtl().toNanos(),
                Math.min(settings.maxTtl().toNanos(), answer.ttl().toNanos()));
        asked = true;
        answeredNanos = now;
        dueNanos = now + ttl;
        staleNanos = dueNanos + settings.stale().toNanos();
        failuresInARow = 0;
        failure = null;
        return change;
    }

    synchronized void reject(IOException reason, long now) {
        failure = reason;
        // A name without any address is asked for again at once: whoever wants it has nothing else.
        if (!addresses.isEmpty()) {
            asked = true;
            long pause = Duration.ofSeconds(1).toNanos() << Math.min(failuresInARow, 5);
            dueNanos = now + Math.min(pause, MAX_FAILURE_PAUSE.toNanos());
        }
        failuresInARow++;
    }

    synchronized @Nullable IOException failure() {
        return failure;
    }

    /** The lookup under way, which is {@code mine} from now on when there was none. */
    synchronized CompletableFuture<Void> flight(CompletableFuture<Void> mine) {
        if (flight == null) {
            flight = mine;
        }
        return flight;
    }

    synchronized void landed(CompletableFuture<Void> which) {
        if (flight == which) {
            flight = null;
        }
    }

    /** Drops all addresses and says how many there were. */
    synchronized int forget() {
        int before = addresses.size();
        addresses = List.of();
        return before;
    }

    @Override
    public synchronized String toString() {
        return host + " " + addresses;
    }
}
