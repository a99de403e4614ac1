package io.farseek.xrootd.session;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine's name, looked up once: a resolver that is slow to say no is not asked again for every login. */
final class LocalHost {
    static final String NAME = find();

    private LocalHost() {}

    private static String find() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
