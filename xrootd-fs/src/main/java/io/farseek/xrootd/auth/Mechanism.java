package io.farseek.xrootd.auth;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One way of proving who the client is. Safe for use from many threads at once; each connection has a negotiation of its own. */
public interface Mechanism {
    /** The protocol's name, such as {@code krb5}. */
    String name();

    /**
     * Begins with the parameters that the server's offer carried. May read credential files; no network except a key distribution centre's.
     *
     * @return null when there is no credential of this kind to try
     * @throws IOException when there is one and it cannot be used: expired, unreadable, not meant for this server
     */
    @Nullable Negotiation begin(String parameters, Peer peer) throws IOException;

    /** What the user can do when there is no credential of this kind or the server refuses it; continues a sentence. */
    String remedy();
}
