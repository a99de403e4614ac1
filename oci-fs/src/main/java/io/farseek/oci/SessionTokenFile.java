package io.farseek.oci;

import com.oracle.bmc.ConfigFileReader;
import com.oracle.bmc.Region;
import com.oracle.bmc.auth.AuthenticationDetailsProvider;
import com.oracle.bmc.auth.RegionProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Signs with the session token of a profile, the one that is in its file at the time: whoever renews it (oci session refresh) renews it for
 * file systems that are open. The SDK's own class renews it on a thread that all file systems of a JVM share and the first failure ends.
 */
final class SessionTokenFile implements AuthenticationDetailsProvider, RegionProvider {
    private final Path token;
    private final byte[] key;
    private final char @Nullable [] passphrase;
    private final String fingerprint;
    private final String tenancy;
    private final @Nullable Region region;

    SessionTokenFile(ConfigFileReader.ConfigFile profile) throws IOException {
        this.token = path(profile, "security_token_file");
        this.key = Files.readAllBytes(path(profile, "key_file"));
        String phrase = profile.get("pass_phrase");
        this.passphrase = phrase == null ? null : phrase.toCharArray();
        this.fingerprint = String.valueOf(profile.get("fingerprint"));
        this.tenancy = String.valueOf(profile.get("tenancy"));
        String name = profile.get("region");
        this.region = name == null ? null : Region.fromRegionCodeOrId(name);
        Files.readString(token);
    }

    private static Path path(ConfigFileReader.ConfigFile profile, String name) throws IOException {
        String text = profile.get(name);
        if (text == null) {
            throw new IOException("it has no " + name);
        }
        return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : Path.of(text);
    }

    @Override
    public String getKeyId() {
        try {
            return "ST$" + Files.readString(token).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("the session token " + token + " cannot be read", e);
        }
    }

    @Override
    public InputStream getPrivateKey() {
        return new ByteArrayInputStream(key);
    }

    @Override
    @Deprecated
    public @Nullable String getPassPhrase() {
        return passphrase == null ? null : new String(passphrase);
    }

    @Override
    public char @Nullable [] getPassphraseCharacters() {
        return passphrase == null ? null : passphrase.clone();
    }

    @Override
    public String getFingerprint() {
        return fingerprint;
    }

    @Override
    public String getTenantId() {
        return tenancy;
    }

    @Override
    public String getUserId() {
        return "";
    }

    @Override
    public @Nullable Region getRegion() {
        return region;
    }
}
