package io.farseek.readahead;

/** The running totals a recorder keeps. The name is how it is exported. */
public enum Count {
    BYTES_READ("bytesRead"),
    BYTES_FETCHED("bytesFetched"),
    BYTES_DISCARDED("bytesDiscarded"),
    BYTES_WRITTEN("bytesWritten"),
    REQUESTS_GET("requests.get"),
    REQUESTS_HEAD("requests.head"),
    REQUESTS_LIST("requests.list"),
    REQUESTS_PUT("requests.put"),
    REQUESTS_DELETE("requests.delete"),
    STATUS_2XX("status.2xx"),
    STATUS_4XX("status.4xx"),
    STATUS_429("status.429"),
    STATUS_503("status.503"),
    STATUS_5XX("status.5xx"),
    RETRIES_TIMEOUT("retries.timeout"),
    RETRIES_RESET("retries.reset"),
    RETRIES_THROTTLE("retries.throttle"),
    RETRIES_SERVER("retries.server"),
    RETRIES_DNS("retries.dns"),
    ERRORS("errors"),
    CANCELLED("cancelled"),
    CONNECTIONS_ABORTED("connAborted"),
    CONNECTIONS_OPENED("conn.opened"),
    CONNECTIONS_REUSED("conn.reused"),
    SEEK_BACKWARD_IN_BUFFER("seek.backward.inBuffer"),
    SEEK_BACKWARD_REFETCH("seek.backward.refetch"),
    SEEK_FORWARD_IN_BUFFER("seek.forward.inBuffer"),
    SEEK_FORWARD_SKIPPED("seek.forward.skipped"),
    SEEK_FORWARD_REFETCH("seek.forward.refetch"),
    BUFFER_HIT("buffer.hit"),
    BUFFER_MISS("buffer.miss"),
    PREFETCH_ISSUED("prefetch.issued"),
    PREFETCH_USED("prefetch.used"),
    PREFETCH_WASTED("prefetch.wasted"),
    PREFETCH_CANCELLED("prefetch.cancelled"),
    HEDGE_SENT("hedge.sent"),
    HEDGE_WON("hedge.won"),
    DNS_LOOKUPS("dns.lookups"),
    DNS_FAILURES("dns.failures"),
    DNS_ADDRESS_CHANGES("dns.addressChanges"),
    READ_TIME_MICROS("readTimeMuSec"),
    SEEK_TIME_MICROS("seekTimeMuSec"),
    METADATA_TIME_MICROS("metadataTimeMuSec"),
    CPU_TIME_DURING_READ_MICROS("cpuTimeDuringReadMuSec");

    private final String exportName;

    Count(String exportName) {
        this.exportName = exportName;
    }

    public String exportName() {
        return exportName;
    }
}
