package io.farseek.xrootd.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Kerberos realm of its own: MIT's key distribution centre with one service and one user. */
public final class TestRealm implements AutoCloseable {
    public static final String NAME = "FARSEEK.TEST";

    private final Path folder;
    private final Process kdc;

    private TestRealm(Path folder, Process kdc) {
        this.folder = folder;
        this.kdc = kdc;
    }

    public static TestRealm in(Path folder) throws IOException {
        Files.createDirectories(folder);
        int port = XrootdServer.freePort();
        Files.writeString(folder.resolve("krb5.conf"), """
                [libdefaults]
                default_realm = %1$s
                dns_lookup_kdc = false
                dns_lookup_realm = false
                rdns = false
                dns_canonicalize_hostname = false
                udp_preference_limit = 1
                [realms]
                %1$s = {
                  kdc = localhost:%2$d
                }
                """.formatted(NAME, port));
        Files.writeString(folder.resolve("kdc.conf"), """
                [kdcdefaults]
                kdc_listen = 127.0.0.1:%2$d
                kdc_tcp_listen = 127.0.0.1:%2$d
                [realms]
                %1$s = {
                  database_name = %3$s/principal
                  key_stash_file = %3$s/stash
                  acl_file = %3$s/kadm5.acl
                  max_life = 10h
                }
                """.formatted(NAME, port, folder));
        run(folder, "kdb5_util", "create", "-s", "-P", "master", "-r", NAME);
        kadmin(folder, "addprinc -randkey xrootd/localhost");
        kadmin(folder, "addprinc -randkey alice");
        kadmin(folder, "ktadd -k " + folder + "/server.keytab xrootd/localhost");
        kadmin(folder, "ktadd -k " + folder + "/alice.keytab alice");
        ProcessBuilder builder = new ProcessBuilder("krb5kdc", "-n", "-r", NAME);
        environment(folder).forEach(builder.environment()::put);
        builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("kdc.log").toFile());
        return new TestRealm(folder, builder.start());
    }

    private static Map<String, String> environment(Path folder) {
        return Map.of(
                "KRB5_CONFIG", folder + "/krb5.conf",
                "KRB5_KDC_PROFILE", folder + "/kdc.conf",
                "PATH", System.getenv("PATH") + ":/usr/sbin:/sbin");
    }

    private static void run(Path folder, String... command) throws IOException {
        XrootdServer.run(environment(folder), "sh", "-c", String.join(" ", command));
    }

    private static void kadmin(Path folder, String query) throws IOException {
        run(folder, "kadmin.local", "-r", NAME, "-q", "'" + query + "'");
    }

    public Path configuration() {
        return folder.resolve("krb5.conf");
    }

    public Path keytab(String name) {
        return folder.resolve(name + ".keytab");
    }

    /** A ticket cache of alice's. */
    public Path ticketCache() throws IOException {
        Path cache = folder.resolve("cache");
        run(folder, "kinit", "-c", cache.toString(), "-k", "-t", keytab("alice").toString(), "alice");
        return cache;
    }

    @Override
    public void close() throws IOException {
        kdc.destroy();
        try {
            if (!kdc.waitFor(10, TimeUnit.SECONDS)) {
                kdc.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
