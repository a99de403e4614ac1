package io.farseek.xrootd.auth;

import java.nio.charset.StandardCharsets;

/** {@code host}: the server goes by the address the connection comes from. */
final class HostName implements Mechanism {
    @Override
    public String name() {
        return "host";
    }

    @Override
    public String remedy() {
        return "ask whoever runs the server to admit this host";
    }

    @Override
    public Negotiation begin(String parameters, Peer peer) {
        return Negotiation.oneStep("host", "host\0".getBytes(StandardCharsets.US_ASCII));
    }
}
