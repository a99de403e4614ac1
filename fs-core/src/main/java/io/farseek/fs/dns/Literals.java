package io.farseek.fs.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses written out, which nobody has to be asked for. Needs the JDK alone, as whatever resolves names by way of the JDK does. */
final class Literals {
    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern DOTTED = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");

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
        boolean colons = bare.indexOf(':') >= 0;
        if (!colons && !DOTTED.matcher(bare).matches()) {
            return null;
        }
        try {
            // In brackets the JDK takes what is no address for a mistake, rather than for a name to ask for.
            return InetAddress.getByName(colons ? "[" + bare + "]" : bare);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
