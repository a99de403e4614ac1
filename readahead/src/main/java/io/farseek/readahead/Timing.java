package io.farseek.readahead;

/** The latencies a recorder keeps, each a histogram. The name is how it is exported. */
public enum Timing {
    /** One call of the reader, from its entry to its return. */
    READ("read", true),
    /** A reposition, from the call that needed the new place to its first byte. */
    SEEK("seek", true),
    OPEN("open", true),
    /** A range request, from its sending to its first byte. */
    GET_TTFB("get.ttfb", true),
    /** A range request, from its sending to its last byte. */
    GET_TOTAL("get.total", true),
    GET_BODY("get.body", false),
    HEAD("head", false),
    LIST("list", false),
    PUT("put", false),
    DELETE("delete", false),
    CONNECTION_DNS("conn.dns", false),
    CONNECTION_TCP("conn.tcp", false),
    CONNECTION_TLS("conn.tls", false),
    CONNECTION_POOL_WAIT("conn.poolWait", false),
    RETRY_BACKOFF("retry.backoff", false),
    /** How long a reader waited for bytes that were already on their way. */
    PREFETCH_WAIT("prefetch.wait", false);

    private final String exportName;
    private final boolean always;

    Timing(String exportName, boolean always) {
        this.exportName = exportName;
        this.always = always;
    }

    public String exportName() {
        return exportName;
    }

    /** Exported in full by default; the others only when detail is asked for. */
    public boolean always() {
        return always;
    }
}
