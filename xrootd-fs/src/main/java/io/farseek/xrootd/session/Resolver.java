package io.farseek.xrootd.session;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/** Finds the addresses of hosts. Safe for use from many threads. */
public interface Resolver {
    /**
     * The addresses to try, best first; blocks for {@code limit} at most.
     *
     * @param host a name, or an address without brackets
     * @throws java.net.UnknownHostException when the name has no address
     * @throws java.net.SocketTimeoutException when it is not known within the limit
     */
    List<InetAddress> addresses(String host, Duration limit) throws IOException;

    /** Takes note that an address did not work. */
    default void failed(String host, InetAddress address) {}
}
