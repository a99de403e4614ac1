package io.farseek.readahead;

/** What a recorder keeps as a present value rather than a total. The name is how it is exported. */
public enum Level {
    IN_FLIGHT("inFlight"),
    OPEN_STREAMS("openStreams"),
    BUFFER_BYTES("bufferBytes"),
    CONNECTIONS_LEASED("conn.leased"),
    CONNECTIONS_IDLE("conn.idle"),
    CONNECTIONS_PENDING("conn.pending"),
    DNS_ADDRESSES("dns.addresses");

    private final String exportName;

    Level(String exportName) {
        this.exportName = exportName;
    }

    public String exportName() {
        return exportName;
    }
}
