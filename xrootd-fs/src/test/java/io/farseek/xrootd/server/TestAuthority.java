package io.farseek.xrootd.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** A certificate authority made by OpenSSL, with a host certificate for {@code localhost}, a user certificate and the user's proxies. */
public final class TestAuthority {
    private final Path folder;
    private final String name;

    private TestAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    public static TestAuthority in(Path folder) throws IOException {
        return in(folder, "CA");
    }

    /** An authority of that common name. */
    public static TestAuthority in(Path folder, String name) throws IOException {
        Files.createDirectories(folder.resolve("certificates"));
        TestAuthority authority = new TestAuthority(folder, name);
        authority.make();
        return authority;
    }

    private void make() throws IOException {
        openssl("req -x509 -newkey rsa:2048 -nodes -days 30 -subj /DC=test/CN=" + name + " -keyout ca.key -out ca.pem"
                + " -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign");
        issue(
                "host",
                "/DC=test/CN=localhost",
                "subjectAltName=DNS:localhost\nkeyUsage=digitalSignature,keyEncipherment");
        issue("other", "/DC=test/CN=elsewhere.example.org", "subjectAltName=DNS:elsewhere.example.org");
        issue("user", "/DC=test/CN=Test User", "keyUsage=digitalSignature,keyEncipherment");
        for (String option : new String[] {"-subject_hash", "-subject_hash_old"}) {
            String hash = XrootdServer.run(Map.of(), "openssl", "x509", option, "-noout", "-in", path("ca.pem"))
                    .strip();
            Path named = folder.resolve("certificates").resolve(hash + ".0");
            if (!Files.exists(named)) {
                Files.copy(folder.resolve("ca.pem"), named);
                Files.writeString(
                        folder.resolve("certificates").resolve(hash + ".signing_policy"),
                        "access_id_CA X509 '/DC=test/CN=" + name
                                + "'\npos_rights globus CA:sign\ncond_subjects globus '\"/DC=test/*\"'\n");
            }
        }
    }

    private void issue(String name, String subject, String extensions) throws IOException {
        openssl("req -newkey rsa:2048 -nodes -keyout " + name + ".key -out " + name + ".csr -subj", subject);
        Files.writeString(folder.resolve(name + ".ext"), extensions + "\n");
        openssl("x509 -req -days 20 -CA ca.pem -CAkey ca.key -CAcreateserial -in " + name + ".csr -out " + name
                + ".pem -extfile " + name + ".ext");
    }

    private void openssl(String arguments, String... more) throws IOException {
        StringBuilder script = new StringBuilder("cd '" + folder + "' && openssl " + arguments);
        for (String each : more) {
            script.append(" '").append(each).append('\'');
        }
        XrootdServer.run(Map.of(), "sh", "-c", script.toString());
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    public Path certificates() {
        return folder.resolve("certificates");
    }

    /** The certificate of host, other or user. */
    public Path certificate(String name) {
        return folder.resolve(name + ".pem");
    }

    public Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** Copies a key for the user a server runs as, who alone may read it. */
    public Path keyOwnedBy(String user, String name) throws IOException {
        Path copy = folder.resolve(name + "-" + user + ".key");
        Files.copy(key(name), copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        own(copy, user);
        return copy;
    }

    /** Gives a file to a user, readable by nobody else. */
    public static void own(Path file, String user) throws IOException {
        if ("root".equals(System.getProperty("user.name"))) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** Makes a proxy of the user's certificate. */
    public Path proxy(String valid) throws IOException {
        Path out = folder.resolve("proxy-" + valid.replace(':', '-'));
        own(key("user"), System.getProperty("user.name"));
        XrootdServer.run(
                Map.of(),
                "xrdgsiproxy",
                "init",
                "-cert",
                path("user.pem"),
                "-key",
                path("user.key"),
                "-certdir",
                certificates().toString(),
                "-bits",
                "2048",
                "-valid",
                valid,
                "-out",
                out.toString());
        return out;
    }

    /**
     * A proxy of the user's certificate that carries what a virtual organization of that name says of the user, as its server would have
     * signed it.
     */
    public Path vomsProxy(String organization) throws IOException {
        issue("voms", "/DC=test/CN=voms", "keyUsage=digitalSignature");
        Files.createDirectories(vomsFolder().resolve(organization));
        Files.writeString(
                vomsFolder().resolve(organization).resolve("localhost.lsc"),
                "/DC=test/CN=voms\n/DC=test/CN=" + name + "\n");
        own(key("user"), System.getProperty("user.name"));
        own(key("voms"), System.getProperty("user.name"));
        Path out = folder.resolve("proxy-voms");
        List<String> command = List.of(
                "voms-proxy-fake",
                "-rfc",
                "-cert",
                path("user.pem"),
                "-key",
                path("user.key"),
                "-certdir",
                certificates().toString(),
                "-hostcert",
                path("voms.pem"),
                "-hostkey",
                path("voms.key"),
                "-voms",
                organization,
                "-fqan",
                "/" + organization + "/Role=production",
                "-uri",
                "localhost:15000",
                "-bits",
                "2048",
                "-out",
                out.toString());
        XrootdServer.run(Map.of(), command.toArray(String[]::new));
        return out;
    }

    /** Says which servers may speak for a virtual organization; a server's {@code X509_VOMS_DIR}. */
    public Path vomsFolder() {
        return folder.resolve("vomsdir");
    }

    /** A proxy of the user's certificate whose time was over a day ago. */
    public Path expiredProxy() throws IOException {
        openssl("req -newkey rsa:2048 -nodes -keyout expired.key -out expired.csr -subj", "/DC=test/CN=Test User/CN=1");
        Files.writeString(folder.resolve("expired.ext"), "proxyCertInfo=critical,language:id-ppl-inheritAll\n");
        openssl("x509 -req -days -1 -CA user.pem -CAkey user.key -CAcreateserial -in expired.csr -out expired.pem"
                + " -extfile expired.ext");
        Path out = folder.resolve("proxy-expired");
        Files.writeString(
                out,
                Files.readString(folder.resolve("expired.pem"))
                        + Files.readString(folder.resolve("expired.key"))
                        + Files.readString(folder.resolve("user.pem")));
        own(out, System.getProperty("user.name"));
        return out;
    }
}
