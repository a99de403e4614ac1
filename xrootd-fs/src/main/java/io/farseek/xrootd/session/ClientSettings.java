package io.farseek.xrootd.session;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How a client behaves towards its servers.
 *
 * @param connectTimeout longest for connection, TLS, login and authentication together
 * @param requestTimeout longest a request waits without a byte of its reply
 * @param recoveryTimeout longest that waits, redirects, reconnections and replays of one operation may take altogether
 * @param idleTimeout sessions without open files are closed after this long without a request
 * @param keepAlive quiet sessions with open files are pinged this often
 * @param sessions sessions to one server in ordinary use, at least 1
 * @param mostSessions sessions to one server when it is slow to answer, at least {@code sessions}
 * @param redirects longest chain of redirects followed
 * @param pageChecksums whether reads and writes carry a CRC32C with every page
 * @param user name told at login; at most 8 bytes of it travel
 * @param application name told at login
 * @param certificates folder of trusted authorities for TLS, beside those of the JVM; need not exist
 * @param writeBytes length of one write request
 * @param writeWindow write requests under way at once for one file, at least 1
 */
public record ClientSettings(
        Duration connectTimeout,
        Duration requestTimeout,
        Duration recoveryTimeout,
        Duration idleTimeout,
        Duration keepAlive,
        int sessions,
        int mostSessions,
        int redirects,
        PageChecksums pageChecksums,
        String user,
        String application,
        Path certificates,
        int writeBytes,
        int writeWindow) {

    /** When data travels in pages with checksums (kXR_pgread, kXR_pgwrite). */
    public enum PageChecksums {
        /** Never. */
        OFF,
        /** Where the server can and the connection has no TLS, which protects the bytes already. */
        AUTO,
        /** Always: files on servers that cannot are refused. */
        REQUIRED
    }

    public static final ClientSettings DEFAULT = new ClientSettings(
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofSeconds(180),
            Duration.ofMinutes(5),
            Duration.ofSeconds(60),
            4,
            16,
            16,
            PageChecksums.OFF,
            System.getProperty("user.name", "nobody"),
            "farseek",
            Path.of("/etc/grid-security/certificates"),
            4 << 20,
            4);

    public ClientSettings {
        for (Duration each : new Duration[] {connectTimeout, requestTimeout, recoveryTimeout, idleTimeout, keepAlive}) {
            if (each.isNegative() || each.isZero()) {
                throw new IllegalArgumentException("a time limit must be positive, not " + each);
            }
        }
        if (sessions < 1 || mostSessions < sessions || redirects < 1 || writeBytes < 1 || writeWindow < 1) {
            throw new IllegalArgumentException("out of range: sessions " + sessions + " to " + mostSessions
                    + ", redirects " + redirects + ", write " + writeBytes + " x " + writeWindow);
        }
    }

    /** The same with other time limits. */
    public ClientSettings withTimeouts(Duration connect, Duration request, Duration recovery) {
        return new ClientSettings(
                connect,
                request,
                recovery,
                idleTimeout,
                keepAlive,
                sessions,
                mostSessions,
                redirects,
                pageChecksums,
                user,
                application,
                certificates,
                writeBytes,
                writeWindow);
    }

    public ClientSettings withPageChecksums(PageChecksums other) {
        return new ClientSettings(
                connectTimeout,
                requestTimeout,
                recoveryTimeout,
                idleTimeout,
                keepAlive,
                sessions,
                mostSessions,
                redirects,
                other,
                user,
                application,
                certificates,
                writeBytes,
                writeWindow);
    }

    public ClientSettings withSessions(int usual, int most) {
        return new ClientSettings(
                connectTimeout,
                requestTimeout,
                recoveryTimeout,
                idleTimeout,
                keepAlive,
                usual,
                most,
                redirects,
                pageChecksums,
                user,
                application,
                certificates,
                writeBytes,
                writeWindow);
    }

    public ClientSettings withCertificates(Path folder) {
        return new ClientSettings(
                connectTimeout,
                requestTimeout,
                recoveryTimeout,
                idleTimeout,
                keepAlive,
                sessions,
                mostSessions,
                redirects,
                pageChecksums,
                user,
                application,
                folder,
                writeBytes,
                writeWindow);
    }
}
