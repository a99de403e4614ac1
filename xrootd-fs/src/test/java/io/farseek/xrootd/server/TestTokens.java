package io.farseek.xrootd.server;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** An issuer of bearer tokens that is never asked: its key lies in the server's cache already. */
public final class TestTokens {
    private static final String ISSUER = "https://issuer.example.org/";

    private final Path folder;
    private final KeyPair key;

    private TestTokens(Path folder, KeyPair key) {
        this.folder = folder;
        this.key = key;
    }

    public static TestTokens in(Path folder) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            TestTokens tokens = new TestTokens(folder, generator.generateKeyPair());
            tokens.write();
            return tokens;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private void write() throws IOException {
        Path cache = Files.createDirectories(folder.resolve("cache/scitokens"));
        Files.writeString(configuration(), """
                [Global]
                onmissing = deny
                [Issuer test]
                issuer = %s
                base_path = /store
                map_subject = False
                default_user = xrootd
                """.formatted(ISSUER));
        RSAPublicKey rsa = (RSAPublicKey) key.getPublic();
        long later = Instant.now().getEpochSecond() + 86_400;
        String keys =
                ("{\"expires\":%d,\"next_update\":%d,\"jwks\":{\"keys\":[{\"alg\":\"RS256\",\"kty\":\"RSA\",\"use\":\"sig\","
                                + "\"kid\":\"k1\",\"n\":\"%s\",\"e\":\"%s\"}]}}")
                        .formatted(later, later, number(rsa.getModulus()), number(rsa.getPublicExponent()));
        Path script = folder.resolve("cache.py");
        Files.writeString(script, """
                import sqlite3, sys
                db = sqlite3.connect(sys.argv[1])
                db.execute('CREATE TABLE IF NOT EXISTS keycache (issuer text UNIQUE PRIMARY KEY NOT NULL, keys text NOT NULL)')
                db.execute('INSERT INTO keycache VALUES (?, ?)', (sys.argv[2], sys.argv[3]))
                db.commit()
                """);
        XrootdServer.run(
                Map.of(),
                "python3",
                script.toString(),
                cache.resolve("scitokens_cpp.sqllite").toString(),
                ISSUER,
                keys);
        XrootdServer.run(Map.of(), "chmod", "-R", "a+rwX", folder.toString());
    }

    public Path configuration() {
        return folder.resolve("scitokens.cfg");
    }

    public Path cache() {
        return folder.resolve("cache");
    }

    /** A token that may read and write everything, for that many seconds from now on. */
    public String token(long seconds) throws IOException {
        return token(seconds, "storage.read:/ storage.modify:/ storage.create:/ storage.stage:/");
    }

    /** A token for that scope. */
    public String token(long seconds, String scope) throws IOException {
        long now = Instant.now().getEpochSecond();
        String claims =
                ("{\"iss\":\"%s\",\"sub\":\"tester\",\"aud\":\"https://wlcg.cern.ch/jwt/v1/any\",\"wlcg.ver\":\"1.0\","
                                + "\"iat\":%d,\"nbf\":%d,\"exp\":%d,\"jti\":\"%d\","
                                + "\"scope\":\"%s\"}")
                        .formatted(ISSUER, now - 60, now - 60, now + seconds, System.nanoTime(), scope);
        String signed = text("{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"JWT\"}") + "." + text(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static String text(String json) {
        return encode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return encode(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
