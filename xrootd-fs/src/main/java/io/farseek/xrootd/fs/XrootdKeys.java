package io.farseek.xrootd.fs;

import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.Secret;
import io.farseek.xrootd.session.ClientSettings.PageChecksums;
import java.time.Duration;

/** The keys of this connector. {@code fs.farseek.xrootd.bucket.HOST:PORT.NAME} sets one for one server. */
final class XrootdKeys {
    static final ConfigKey<Duration> CONNECT_TIMEOUT = key("connect.timeout")
            .time("15s", "100ms", "10m", "Longest for connection, TLS, login and authentication together.");

    static final ConfigKey<Duration> REQUEST_TIMEOUT =
            key("request.timeout").time("60s", "100ms", "1h", "Longest a request waits without a byte of its reply.");

    static final ConfigKey<Duration> RECOVERY_TIMEOUT = key("recovery.timeout")
            .time(
                    "180s",
                    "100ms",
                    "1d",
                    "Longest that waits, redirects, reconnections and replays of one operation may take altogether.");

    static final ConfigKey<Duration> IDLE_TIMEOUT = key("idle.timeout")
            .time("5m", "1s", "1d", "Sessions without open files are closed after this long without use.");

    static final ConfigKey<Duration> KEEP_ALIVE = key("keepalive")
            .time("60s", "1s", "1h", "Quiet sessions are pinged this often, so that dead ones are noticed.");

    static final ConfigKey<Integer> SESSIONS =
            key("sessions").integer(4, 1, 64, "Sessions with one server for long reads that take their time.");

    static final ConfigKey<Integer> MOST_SESSIONS = key("sessions.most")
            .integer(
                    16,
                    1,
                    64,
                    "Sessions with one server for short reads that it is slow to answer, and for long ones while"
                            + " each carries what one did alone.");

    static final ConfigKey<Integer> REDIRECTS =
            key("redirects").integer(16, 1, 100, "Longest chain of redirects followed.");

    static final ConfigKey<PageChecksums> PAGE_CHECKSUMS = key("page-checksums")
            .oneOf(
                    PageChecksums.OFF,
                    "Whether data carries a CRC32C with every 4 KiB page; auto: where the server can and TLS does not protect it.");

    static final ConfigKey<Long> WRITE_SIZE = key("write.size").size("4m", "4k", "64m", "Length of one write request.");

    static final ConfigKey<Integer> WRITE_WINDOW =
            key("write.window").integer(4, 1, 64, "Write requests under way at once for one file.");

    static final ConfigKey<Boolean> PERSIST_ON_CLOSE =
            key("write.persist-on-close").flag(false, "New files vanish unless they are closed; not every server can.");

    static final ConfigKey<Boolean> BLOCK_LOCATIONS = key("block-locations")
            .flag(true, "Ask managers where files are, one request a file, so that tasks run near their data.");

    static final ConfigKey<String> CHECKSUM = key("checksum")
            .text("adler32", "Algorithm of getFileChecksum: adler32, crc32c, or another the server computes.");

    static final ConfigKey<String> MECHANISMS =
            key("auth").text("", "The only ways of authentication to try, by comma: krb5, gsi, ztn, sss, unix, host.");

    static final ConfigKey<String> USER = key("user")
            .text("", "Name told at login and by unix and sss; otherwise the URI's, otherwise Hadoop's user.");

    static final ConfigKey<Secret> TOKEN = key("token").secret("Bearer token for ztn.");

    static final ConfigKey<String> TOKEN_FILE =
            key("token.file").text("", "File with a bearer token, read anew for every login.");

    static final ConfigKey<Secret> CGI =
            key("cgi").secret("Opaque text added to every path, such as authz=Bearer%20TOKEN or eos.ruid=0.");

    static final ConfigKey<String> PROXY = key("gsi.proxy").text("", "File with an X.509 proxy.");

    static final ConfigKey<String> CERTIFICATES =
            key("certificates").text("", "Folder of trusted authorities, for gsi and for TLS beside those of the JVM.");

    static final ConfigKey<String> SSS_KEYTAB = key("sss.keytab").text("", "Keytab with a shared secret.");

    static final ConfigKey<String> KERBEROS_CACHE = key("krb5.cache").text("", "Kerberos ticket cache.");

    static final ConfigKey<String> KERBEROS_KEYTAB =
            key("krb5.keytab").text("", "Kerberos keytab; needs the principal too.");

    static final ConfigKey<String> KERBEROS_PRINCIPAL =
            key("krb5.principal").text("", "The principal whose key the keytab holds.");

    private XrootdKeys() {}

    private static ConfigKey.Builder key(String name) {
        return ConfigKey.of("xrootd", name);
    }
}
