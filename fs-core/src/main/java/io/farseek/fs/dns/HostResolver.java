package io.farseek.fs.dns;

import io.farseek.readahead.Count;
import io.farseek.readahead.Level;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the addresses of host names: looks a name up when its record has run out, once for all who ask, hands its addresses out in rotation
 * and goes on with the old ones while nobody can be asked. Safe for use from many threads.
 */
public final class HostResolver implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(HostResolver.class);

    /** How long a caller who could go on with an old record waits for a new one. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private static final int LOOKUP_THREADS = 4;
    private static final int MAX_WAITING_LOOKUPS = 1000;

    private final AddressLookup lookup;
    private final DnsSettings settings;
    private final Recorder recorder;
    private final Ticker ticker;
    private final ExecutorService executor;
    private final ConcurrentHashMap<String, HostRecord> records = new ConcurrentHashMap<>();

    HostResolver(
            AddressLookup lookup, DnsSettings settings, Recorder recorder, Ticker ticker, ExecutorService executor) {
        this.lookup = lookup;
        this.settings = settings;
        this.recorder = recorder;
        this.ticker = ticker;
        this.executor = executor;
    }

    /**
     * A resolver that asks who {@code settings} say. Owns its threads; close it.
     *
     * @throws UnknownHostException when a name server is not an address
     */
    public static HostResolver open(DnsSettings settings, Recorder recorder) throws UnknownHostException {
        AddressLookup lookup = switch (settings.source()) {
            case RECORD -> new RecordLookup(settings);
            case JDK -> new JdkLookup(settings.fixedTtl());
        };
        return new HostResolver(lookup, settings, recorder, Ticker.SYSTEM, lookupThreads());
    }

    static ExecutorService lookupThreads() {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                LOOKUP_THREADS,
                LOOKUP_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING_LOOKUPS),
                r -> {
                    Thread thread = new Thread(r, "farseek-dns-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * The addresses to try for {@code host}, best first: rotated from call to call, those that failed lately and those in {@code avoid}
     * last. When nothing but addresses to avoid is known, the name is looked up again first. Blocks at most for one lookup.
     *
     * @param host a name, or an address, with or without brackets
     * @throws UnknownHostException when no address is known
     */
    public List<InetAddress> candidates(String host, Collection<InetAddress> avoid) throws IOException {
        return candidates(host, avoid, new CompletableFuture<>());
    }

    /** The same, and no longer waiting once {@code giveUp} is complete. */
    public List<InetAddress> candidates(String host, Collection<InetAddress> avoid, CompletableFuture<?> giveUp)
            throws IOException {
        InetAddress literal = Literals.parse(host);
        if (literal != null) {
            return List.of(literal);
        }
        HostRecord record = record(host);
        long now = ticker.nanos();
        if (record.expired(now) || (!record.hasOtherThan(avoid) && record.olderThan(now, settings.minTtl()))) {
            await(record, CompletableFuture.anyOf(refresh(record), giveUp));
        }
        List<InetAddress> usable = record.usable(ticker.nanos());
        if (usable.isEmpty()) {
            throw unknown(record);
        }
        return order(record, usable, Set.copyOf(avoid));
    }

    /** Makes sure that a record which has run out is being looked up. Does not wait and never fails. */
    public void touch(String host) {
        HostRecord record = records.get(host);
        if (record != null && record.expired(ticker.nanos())) {
            CompletableFuture<Void> unused = refresh(record);
        }
    }

    /** Whether a connection to this address should no longer be used, because {@code host} has not had it for a while. */
    public boolean retired(String host, InetAddress address) {
        HostRecord record = records.get(host);
        return record != null && record.retired(address, ticker.nanos());
    }

    /** Takes note that {@code address} did not work, so that others are used first for a while. */
    public void failed(String host, InetAddress address) {
        HostRecord record = records.get(host);
        if (record != null) {
            record.failed(address, ticker.nanos() + settings.failurePenalty().toNanos());
        }
    }

    /** Whether {@code address} failed lately and {@code host} has another that did not. */
    public boolean avoidable(String host, InetAddress address) {
        HostRecord record = records.get(host);
        return record != null && record.avoidable(address, ticker.nanos());
    }

    private HostRecord record(String host) {
        return records.computeIfAbsent(host, name -> new HostRecord(name, settings));
    }

    private static List<InetAddress> order(HostRecord record, List<InetAddress> usable, Set<InetAddress> avoid) {
        List<InetAddress> good = new ArrayList<>(usable.size());
        List<InetAddress> failing = new ArrayList<>();
        List<InetAddress> avoided = new ArrayList<>();
        int first = record.nextTurn(usable.size());
        for (int i = 0; i < usable.size(); i++) {
            InetAddress each = usable.get((first + i) % usable.size());
            (avoid.contains(each) ? avoided : record.failing(each) ? failing : good).add(each);
        }
        good.addAll(failing);
        good.addAll(avoided);
        return good;
    }

    /** The lookup under way for this record, begun by this call when there was none. */
    private CompletableFuture<Void> refresh(HostRecord record) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> under = record.flight(mine);
        if (under == mine) {
            try {
                executor.execute(() -> lookUp(record, mine));
            } catch (java.util.concurrent.RejectedExecutionException e) {
                record.landed(mine);
                mine.completeExceptionally(new IOException("the resolver is closed or overloaded", e));
            }
        }
        return under;
    }

    private void lookUp(HostRecord record, CompletableFuture<Void> flight) {
        IOException failure = null;
        recorder.increment(Count.DNS_LOOKUPS);
        try {
            HostRecord.Change change = record.accept(lookup.lookup(record.host()), ticker.nanos());
            recorder.shift(Level.DNS_ADDRESSES, change.now() - change.before());
            if (change.before() > 0 && change.different()) {
                recorder.increment(Count.DNS_ADDRESS_CHANGES);
                LOG.debug("{} now has {} addresses: {}", record.host(), change.now(), record);
            }
        } catch (IOException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = new IOException("looking up " + record.host() + ": " + e, e);
        }
        if (failure != null) {
            recorder.increment(Count.DNS_FAILURES);
            record.reject(failure, ticker.nanos());
            LOG.debug("{} could not be looked up, going on with {}", record.host(), record, failure);
        }
        record.landed(flight);
        flight.complete(null);
    }

    private void await(HostRecord record, CompletableFuture<?> flight) throws IOException {
        boolean canGoOn = !record.usable(ticker.nanos()).isEmpty();
        long wait = canGoOn ? PATIENCE_NANOS : settings.lookupTimeout().toNanos() + PATIENCE_NANOS;
        try {
            flight.get(wait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted looking up " + record.host());
        } catch (TimeoutException e) {
            if (!canGoOn) {
                record.reject(new IOException("no answer within " + settings.lookupTimeout(), e), ticker.nanos());
            }
        } catch (ExecutionException e) {
            if (!canGoOn) {
                record.reject(new IOException(e.getCause()), ticker.nanos());
            }
        }
    }

    private static UnknownHostException unknown(HostRecord record) {
        IOException cause = record.failure();
        String reason = cause == null ? "nothing is known of it" : cause.getMessage();
        UnknownHostException failure = new UnknownHostException("host " + record.host() + " has no address: " + reason
                + ". Check the endpoint and region for a misspelling, and the name servers of this machine");
        failure.initCause(cause);
        return failure;
    }

    /** Ends the lookups under way and forgets everything. */
    @Override
    public void close() {
        executor.shutdownNow();
        for (HostRecord each : records.values()) {
            recorder.shift(Level.DNS_ADDRESSES, -each.forget());
        }
        records.clear();
    }
}
