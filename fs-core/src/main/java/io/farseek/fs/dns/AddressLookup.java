package io.farseek.fs.dns;

import java.io.IOException;

/** Asks for a name's addresses, without remembering any. Blocks, within a deadline of its own. Safe for use from many threads. */
@FunctionalInterface
public interface AddressLookup {
    /**
     * The addresses of a name.
     *
     * @throws java.net.UnknownHostException when it is certain that the name has no address
     * @throws IOException when nobody could be asked
     */
    AddressAnswer lookup(String host) throws IOException;
}
