package io.farseek.xrootd.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code ztn}: a bearer token, sent over TLS only. Found as WLCG Bearer Token Discovery says: {@code BEARER_TOKEN},
 * {@code BEARER_TOKEN_FILE}, {@code $XDG_RUNTIME_DIR/bt_u<uid>}, {@code /tmp/bt_u<uid>}. Read anew for every login, since tokens are
 * renewed in place.
 */
final class BearerToken implements Mechanism {
    private static final int MOST_BYTES = 16 << 10;

    private final CredentialSettings settings;

    BearerToken(CredentialSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "ztn";
    }

    @Override
    public String remedy() {
        return "get a new token, for this server and with the scopes needed, and put it where BEARER_TOKEN_FILE says";
    }

    @Override
    public @Nullable Negotiation begin(String parameters, Peer peer) throws IOException {
        String token = find();
        if (token == null) {
            return null;
        }
        if (!peer.tls()) {
            throw new IOException("a bearer token is sent over TLS only; use roots:// instead of root://");
        }
        byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("a bearer token of " + bytes.length + " bytes is longer than " + MOST_BYTES);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("ztn\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {0, 'T', 0, 0, (byte) ((bytes.length + 1) >> 8), (byte) (bytes.length + 1)});
        out.writeBytes(bytes);
        out.write(0);
        return Negotiation.oneStep("ztn", out.toByteArray());
    }

    private @Nullable String find() throws IOException {
        if (settings.token() != null) {
            return settings.token().strip();
        }
        if (settings.tokenFile() != null) {
            return Files.readString(settings.tokenFile()).strip();
        }
        String inline = settings.environment().get("BEARER_TOKEN");
        if (inline != null && !inline.isBlank()) {
            return inline.strip();
        }
        String file = settings.environment().get("BEARER_TOKEN_FILE");
        if (file != null && !file.isBlank()) {
            return Files.readString(Path.of(file)).strip();
        }
        String runtime = settings.environment().get("XDG_RUNTIME_DIR");
        for (String folder : new String[] {runtime == null ? "" : runtime, "/tmp"}) {
            Path usual = Path.of(folder.isEmpty() ? "/tmp" : folder, "bt_u" + UserId.TEXT);
            if (Files.isReadable(usual)) {
                return Files.readString(usual).strip();
            }
        }
        return null;
    }
}
