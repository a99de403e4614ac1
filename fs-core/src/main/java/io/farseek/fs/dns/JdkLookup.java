package io.farseek.fs.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** Asks the JDK, which asks the machine's resolver with all that is configured there; the TTL is ours, for want of the record's. */
final class JdkLookup implements AddressLookup {
    private final Duration ttl;

    JdkLookup(Duration ttl) {
        this.ttl = ttl;
    }

    @Override
    public AddressAnswer lookup(String host) throws UnknownHostException {
        return new AddressAnswer(List.of(InetAddress.getAllByName(host)), ttl);
    }
}
