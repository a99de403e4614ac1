package io.farseek.fs.config;

import io.farseek.fs.dns.DnsSettings;
import java.time.Duration;

/** How connectors over HTTP reach their store: connections, time-outs, proxy, trust, names. */
public final class HttpKeys {
    public static final ConfigKey<Integer> CONNECTIONS = ConfigKey.shared("http.connections")
            .integer(200, 1, 10_000, "Open connections of one transport at one time, idle ones included.");

    public static final ConfigKey<Duration> POOL_TIMEOUT = ConfigKey.shared("http.pool-timeout")
            .time("30s", "1ms", "1h", "Longest wait for a connection when all are in use.");

    public static final ConfigKey<Duration> CONNECT_TIMEOUT = ConfigKey.shared("http.connect-timeout")
            .time("5s", "1ms", "10m", "Longest time for a TCP connection to one address; up to three are tried.");

    public static final ConfigKey<Duration> IDLE_TIMEOUT = ConfigKey.shared("http.idle-timeout")
            .time("55s", "1ms", "1h", "How long an unused connection is kept, unless the server announced less.");

    public static final ConfigKey<Duration> MAX_AGE = ConfigKey.shared("http.connection-max-age")
            .time(
                    "10m",
                    "1s",
                    "1d",
                    "Age at which a connection is replaced, so that load follows the store's addresses.");

    public static final ConfigKey<Duration> VERIFY_AFTER = ConfigKey.shared("http.verify-after")
            .time(
                    "2s",
                    "0s",
                    "1h",
                    "A connection idle for longer is checked before it is used again, at the price of a millisecond.");

    public static final ConfigKey<Duration> RESPONSE_TIMEOUT = ConfigKey.shared("http.response-timeout")
            .time("30s", "1ms", "1h", "Longest wait for the head of an answer, and for the next byte of its body.");

    public static final ConfigKey<Duration> PROGRESS_WINDOW = ConfigKey.shared("http.progress-window")
            .time(
                    "20s",
                    "10ms",
                    "1h",
                    "A body that moves fewer than http.progress-bytes in this time of waiting is given up.");

    public static final ConfigKey<Long> PROGRESS_BYTES = ConfigKey.shared("http.progress-bytes")
            .size("16k", "0", "1g", "The least a body must move within http.progress-window; 0 accepts any trickle.");

    public static final ConfigKey<Long> DRAIN = ConfigKey.shared("http.drain")
            .size(
                    "64k",
                    "0",
                    "64m",
                    "A body closed early is read to its end when no more than this is left, which keeps the connection.");

    public static final ConfigKey<Long> EXPECT_CONTINUE = ConfigKey.shared("http.expect-continue")
            .size(
                    "0",
                    "0",
                    "5g",
                    "Bodies of at least this size are sent only once the server has agreed to the request's head; 0 for never.");

    public static final ConfigKey<String> PROXY_HOST =
            ConfigKey.shared("http.proxy.host").text(null, "Host of an HTTP proxy; https goes through it in a tunnel.");

    public static final ConfigKey<Integer> PROXY_PORT =
            ConfigKey.shared("http.proxy.port").integer(8080, 1, 65_535, "Port of the proxy.");

    public static final ConfigKey<String> PROXY_USER =
            ConfigKey.shared("http.proxy.user").text(null, "User for Basic authentication at the proxy.");

    public static final ConfigKey<Secret> PROXY_PASSWORD =
            ConfigKey.shared("http.proxy.password").secret("Password for Basic authentication at the proxy.");

    public static final ConfigKey<String> PROXY_DIRECT = ConfigKey.shared("http.proxy.direct")
            .text(null, "Hosts reached without the proxy: names, or domains with a leading dot, separated by commas.");

    public static final ConfigKey<Duration> TLS_TIMEOUT =
            ConfigKey.shared("http.tls.timeout").time("10s", "1ms", "10m", "Longest time for a TLS handshake.");

    public static final ConfigKey<String> TRUST_STORE = ConfigKey.shared("http.tls.trust-store")
            .text(null, "File of the certificates to trust instead of the JDK's: PEM, or a PKCS12 or JKS key store.");

    public static final ConfigKey<Secret> TRUST_PASSWORD =
            ConfigKey.shared("http.tls.trust-store-password").secret("Password of the trust store.");

    public static final ConfigKey<DnsSettings.Source> DNS_SOURCE = ConfigKey.shared("dns.source")
            .oneOf(
                    DnsSettings.Source.RECORD,
                    "Who is asked for addresses: record, the name servers themselves with the record's TTL, or jdk, the JDK with a fixed TTL.");

    public static final ConfigKey<String> DNS_SERVERS = ConfigKey.shared("dns.servers")
            .text(
                    null,
                    "Name servers to ask instead of the machine's: addresses, with port if not 53, separated by commas.");

    public static final ConfigKey<Duration> DNS_MIN_TTL = ConfigKey.shared("dns.min-ttl")
            .time("5s", "0s", "1h", "An answer is used for at least this long, however short its TTL.");

    public static final ConfigKey<Duration> DNS_MAX_TTL = ConfigKey.shared("dns.max-ttl")
            .time("5m", "1s", "1d", "An answer is used for at most this long, however long its TTL.");

    public static final ConfigKey<Duration> DNS_FIXED_TTL = ConfigKey.shared("dns.fixed-ttl")
            .time("30s", "0s", "1d", "How long an answer without a TTL is used: the JDK's, and the hosts file's.");

    public static final ConfigKey<Duration> DNS_STALE = ConfigKey.shared("dns.stale")
            .time("1h", "0s", "7d", "How long after its end an answer still serves while nobody can be asked.");

    public static final ConfigKey<Duration> DNS_GRACE = ConfigKey.shared("dns.address-grace")
            .time(
                    "30s",
                    "0s",
                    "1h",
                    "How long connections to an address are kept after it was last seen in an answer.");

    public static final ConfigKey<Duration> DNS_TIMEOUT =
            ConfigKey.shared("dns.timeout").time("5s", "10ms", "1m", "Longest time for one lookup.");

    public static final ConfigKey<Duration> DNS_PENALTY = ConfigKey.shared("dns.failure-penalty")
            .time("30s", "0s", "1h", "How long an address that failed is used only when there is no other.");

    private HttpKeys() {}
}
