package io.farseek.fs.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** A name's addresses, in the order they were given, and how long they may be used. */
public record AddressAnswer(List<InetAddress> addresses, Duration ttl) {
    public AddressAnswer {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || ttl.isNegative()) {
            throw new IllegalArgumentException("an answer of " + addresses + " for " + ttl);
        }
    }
}
