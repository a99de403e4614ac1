package io.farseek.fs.dns;

import java.time.Duration;
import java.util.List;

/**
 * How names become addresses.
 *
 * @param source who is asked
 * @param servers name servers as {@code address} or {@code address:port}; empty for those of the machine. Only for {@link Source#RECORD}
 * @param minTtl an answer is used for at least this long, so that a TTL of 0 does not flood the resolver
 * @param maxTtl an answer is used for at most this long
 * @param fixedTtl how long an answer without a TTL of its own is used ({@link Source#JDK}, the hosts file)
 * @param stale how long after its end an answer is still served while the resolver fails
 * @param addressGrace how long after an address was last seen in an answer its connections may be kept. Stores answer each lookup with a
 *     few of many addresses, so zero would close most connections at every lookup
 * @param lookupTimeout longest wait for an answer
 * @param failurePenalty how long an address that failed is only used when there is no other
 */
public record DnsSettings(
        Source source,
        List<String> servers,
        Duration minTtl,
        Duration maxTtl,
        Duration fixedTtl,
        Duration stale,
        Duration addressGrace,
        Duration lookupTimeout,
        Duration failurePenalty) {
    /** Who is asked for addresses. */
    public enum Source {
        /** Name servers, directly, for the record and its TTL; the hosts file first. */
        RECORD,
        /** The JDK, whose answers carry no TTL and come from the JVM's own cache (30 s unless the process was told otherwise). */
        JDK
    }

    public static final DnsSettings DEFAULT = new DnsSettings(
            Source.RECORD,
            List.of(),
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30));

    public DnsSettings {
        servers = List.copyOf(servers);
        if (maxTtl.compareTo(minTtl) < 0) {
            throw new IllegalArgumentException("a DNS TTL between " + minTtl + " and " + maxTtl);
        }
        for (Duration each : List.of(minTtl, fixedTtl, stale, addressGrace, failurePenalty)) {
            if (each.isNegative()) {
                throw new IllegalArgumentException("a negative DNS duration: " + each);
            }
        }
        if (lookupTimeout.isNegative() || lookupTimeout.isZero()) {
            throw new IllegalArgumentException("a DNS lookup time-out must be positive, not " + lookupTimeout);
        }
    }

    public DnsSettings withSource(Source other) {
        return new DnsSettings(
                other, servers, minTtl, maxTtl, fixedTtl, stale, addressGrace, lookupTimeout, failurePenalty);
    }

    public DnsSettings withServers(List<String> others) {
        return new DnsSettings(
                source, others, minTtl, maxTtl, fixedTtl, stale, addressGrace, lookupTimeout, failurePenalty);
    }

    public DnsSettings withTtl(Duration least, Duration most) {
        return new DnsSettings(
                source, servers, least, most, fixedTtl, stale, addressGrace, lookupTimeout, failurePenalty);
    }

    public DnsSettings withFixedTtl(Duration other) {
        return new DnsSettings(
                source, servers, minTtl, maxTtl, other, stale, addressGrace, lookupTimeout, failurePenalty);
    }

    public DnsSettings withStale(Duration other) {
        return new DnsSettings(
                source, servers, minTtl, maxTtl, fixedTtl, other, addressGrace, lookupTimeout, failurePenalty);
    }

    public DnsSettings withAddressGrace(Duration other) {
        return new DnsSettings(source, servers, minTtl, maxTtl, fixedTtl, stale, other, lookupTimeout, failurePenalty);
    }

    public DnsSettings withLookupTimeout(Duration other) {
        return new DnsSettings(source, servers, minTtl, maxTtl, fixedTtl, stale, addressGrace, other, failurePenalty);
    }
}
