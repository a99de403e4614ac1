package io.farseek.fs.http;

import io.farseek.fs.dns.DnsSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a transport behaves. Two file systems with equal settings may share one transport.
 *
 * @param responseTimeout longest wait for the head of an answer after the request was sent, and for the next byte of its body
 * @param progress the least a body must move, either way, not to be given up
 * @param drainBytes a body closed early is read to its end when no more than this is left of it, to keep the connection
 * @param expectContinueBytes bodies of at least this length are sent after the server has agreed to the head (Expect: 100-continue); 0 for
 *     never
 */
public record HttpSettings(
        ConnectionSettings connections,
        DnsSettings dns,
        TlsSettings tls,
        @Nullable ProxySettings proxy,
        Duration responseTimeout,
        Progress progress,
        long drainBytes,
        long expectContinueBytes) {
    /** A body that moved fewer than {@code bytes} while it was waited for during {@code window} is given up. */
    public record Progress(long bytes, Duration window) {
        public Progress {
            Positive.check("progress window", window);
            if (bytes < 0) {
                throw new IllegalArgumentException("a negative progress of " + bytes);
            }
        }
    }

    public static final HttpSettings DEFAULT = new HttpSettings(
            ConnectionSettings.DEFAULT,
            DnsSettings.DEFAULT,
            TlsSettings.DEFAULT,
            null,
            Duration.ofSeconds(30),
            new Progress(16 << 10, Duration.ofSeconds(20)),
            64 << 10,
            0);

    public HttpSettings {
        Positive.check("response time-out", responseTimeout);
        if (drainBytes < 0 || expectContinueBytes < 0) {
            throw new IllegalArgumentException(
                    "negative sizes: drain " + drainBytes + ", expect-continue " + expectContinueBytes);
        }
    }

    public HttpSettings withConnections(ConnectionSettings other) {
        return new HttpSettings(other, dns, tls, proxy, responseTimeout, progress, drainBytes, expectContinueBytes);
    }

    public HttpSettings withDns(DnsSettings other) {
        return new HttpSettings(
                connections, other, tls, proxy, responseTimeout, progress, drainBytes, expectContinueBytes);
    }

    public HttpSettings withTls(TlsSettings other) {
        return new HttpSettings(
                connections, dns, other, proxy, responseTimeout, progress, drainBytes, expectContinueBytes);
    }

    public HttpSettings withProxy(@Nullable ProxySettings other) {
        return new HttpSettings(
                connections, dns, tls, other, responseTimeout, progress, drainBytes, expectContinueBytes);
    }

    public HttpSettings withResponseTimeout(Duration other) {
        return new HttpSettings(connections, dns, tls, proxy, other, progress, drainBytes, expectContinueBytes);
    }

    public HttpSettings withProgress(Progress other) {
        return new HttpSettings(connections, dns, tls, proxy, responseTimeout, other, drainBytes, expectContinueBytes);
    }

    public HttpSettings withDrainBytes(long other) {
        return new HttpSettings(connections, dns, tls, proxy, responseTimeout, progress, other, expectContinueBytes);
    }

    public HttpSettings withExpectContinueBytes(long other) {
        return new HttpSettings(connections, dns, tls, proxy, responseTimeout, progress, drainBytes, other);
    }
}
