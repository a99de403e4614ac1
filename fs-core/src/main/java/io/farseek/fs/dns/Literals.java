package io.farseek.fs.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Address;

/** Addresses written out, which nobody has to be asked for. */
final class Literals {
    private Literals() {}

    /**
     * The address that {@code host} is, with or without the brackets of RFC 3986, or null when it is a name. Names below {@code localhost} are
     * the loopback address (RFC 6761 section 6.3): buckets in host names of a store on this machine.
     */
    static @Nullable InetAddress parse(String host) {
        if (host.endsWith(".localhost")) {
            return parse("127.0.0.1");
        }
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        try {
            return Address.getByAddress(bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
