package io.farseek.xrootd.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code gsi}: an X.509 proxy. The server proves itself first: it signs our random tag and its half of a Diffie-Hellman exchange with the
 * key of a certificate that a trusted authority issued for its host. Our chain then travels under the agreed key, with the server's tag
 * signed by the proxy's key.
 */
final class Gsi implements Mechanism {
    private static final int FIRST = 1000;
    private static final int SECOND = 1001;
    private static final int SERVER_CERTIFICATE = 2001;
    private static final int VERSION = 10600;
    private static final int TAG_CHARACTERS = 8;
    private static final int KEY_BYTES = 16;
    private static final String BEGIN_PUBLIC = "---BPUB---";
    private static final String END_PUBLIC = "---EPUB---";

    private final CredentialSettings settings;

    Gsi(CredentialSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "gsi";
    }

    @Override
    public String remedy() {
        return "renew the proxy with voms-proxy-init or xrdgsiproxy init, or name another with X509_USER_PROXY";
    }

    @Override
    public @Nullable Negotiation begin(String parameters, Peer peer) throws IOException {
        Path file = settings.locate(settings.proxy(), "X509_USER_PROXY", "/tmp/x509up_u" + UserId.TEXT);
        if (!Files.isReadable(file)) {
            if (settings.proxy() != null) {
                throw new IOException("the proxy " + file + " cannot be read");
            }
            return null;
        }
        Proxy proxy = Proxy.read(file);
        return new Steps(
                proxy, AuthorityFolders.SHARED.in(settings.certificates()), issuerHash(parameters), peer.host());
    }

    private static String issuerHash(String parameters) {
        for (String each : parameters.split(",", 0)) {
            if (each.startsWith("ca:")) {
                return each.substring(3);
            }
        }
        return "";
    }

    /** One negotiation's state. */
    private static final class Steps implements Negotiation {
        private final Proxy proxy;
        private final TrustedAuthorities trusted;
        private final String issuerHash;
        private final String host;
        private final SecureRandom random = new SecureRandom();
        private final byte[] tag = randomTag();
        private int step;

        Steps(Proxy proxy, TrustedAuthorities trusted, String issuerHash, String host) {
            this.proxy = proxy;
            this.trusted = trusted;
            this.issuerHash = issuerHash;
            this.host = host;
        }

        @Override
        public byte[] next(byte[] challenge) throws IOException {
            return switch (step++) {
                case 0 -> greeting();
                case 1 -> answer(GsiBuffer.parse(challenge));
                default ->
                    throw new IOException(
                            "gsi: " + host + " asks for a further step (a delegated proxy?), which is not supported");
            };
        }

        private byte[] greeting() {
            byte[] main = new GsiBuffer(FIRST).put(GsiBuffer.TAG, tag).encode();
            return new GsiBuffer(FIRST)
                    .put(GsiBuffer.CRYPTO, "ssl")
                    .put(GsiBuffer.VERSION, VERSION)
                    .put(GsiBuffer.ISSUER_HASH, issuerHash)
                    .put(GsiBuffer.OPTIONS, 0)
                    .put(GsiBuffer.MAIN, main)
                    .encode();
        }

        private byte[] answer(GsiBuffer server) throws IOException {
            if (server.step() != SERVER_CERTIFICATE) {
                throw new IOException(
                        "gsi: " + host + " sent step " + server.step() + " instead of " + SERVER_CERTIFICATE);
            }
            try {
                X509Certificate certificate =
                        ServerIdentity.check(Pem.certificates(server.text(GsiBuffer.CERTIFICATES)), trusted, host);
                GsiBuffer main = GsiBuffer.parse(server.get(GsiBuffer.MAIN));
                byte[] signed = rsa(Cipher.DECRYPT_MODE, certificate.getPublicKey(), main.get(GsiBuffer.SIGNED_TAG));
                if (!MessageDigest.isEqual(signed, tag)) {
                    throw new IOException(
                            "gsi: " + host + " could not sign our tag: it does not hold its certificate's key");
                }
                String half =
                        Pem.latin(rsa(Cipher.DECRYPT_MODE, certificate.getPublicKey(), server.get(GsiBuffer.CIPHER)));
                return proof(server, main.get(GsiBuffer.TAG), half);
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new IOException("gsi with " + host + " failed: " + e.getMessage(), e);
            }
        }

        private byte[] proof(GsiBuffer server, byte[] serverTag, String serverHalf)
                throws GeneralSecurityException, IOException {
            if (!server.text(GsiBuffer.CIPHERS).contains("aes-128-cbc")) {
                throw new IOException(
                        "gsi: " + host + " has no cipher aes-128-cbc, only " + server.text(GsiBuffer.CIPHERS));
            }
            DHParameterSpec group = group(serverHalf);
            BigInteger theirs = new BigInteger(between(serverHalf, BEGIN_PUBLIC, END_PUBLIC), 16);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("DH");
            generator.initialize(group);
            KeyPair pair = generator.generateKeyPair();
            KeyAgreement agreement = KeyAgreement.getInstance("DH");
            agreement.init(pair.getPrivate());
            agreement.doPhase(
                    KeyFactory.getInstance("DH")
                            .generatePublic(new DHPublicKeySpec(theirs, group.getP(), group.getG())),
                    true);
            byte[] key = Arrays.copyOf(agreement.generateSecret(), KEY_BYTES);
            String ours = between(serverHalf, "", BEGIN_PUBLIC)
                    + BEGIN_PUBLIC
                    + ((DHPublicKey) pair.getPublic()).getY().toString(16).toUpperCase(Locale.ROOT)
                    + END_PUBLIC;
            byte[] main = new GsiBuffer(SECOND)
                    .put(GsiBuffer.CERTIFICATES, proxy.toPem())
                    .put(GsiBuffer.SIGNED_TAG, rsa(Cipher.ENCRYPT_MODE, proxy.key(), serverTag))
                    .put(GsiBuffer.TAG, randomTag())
                    .encode();
            return new GsiBuffer(SECOND)
                    .put(GsiBuffer.CRYPTO, "ssl")
                    .put(GsiBuffer.CIPHERS, "aes-128-cbc#16")
                    .put(GsiBuffer.DIGESTS, digest(server.text(GsiBuffer.DIGESTS)))
                    .put(
                            GsiBuffer.CIPHER,
                            rsa(Cipher.ENCRYPT_MODE, proxy.key(), ours.getBytes(StandardCharsets.US_ASCII)))
                    .put(
                            GsiBuffer.PUBLIC_KEY,
                            Pem.write(
                                    "PUBLIC KEY",
                                    proxy.chain().get(0).getPublicKey().getEncoded()))
                    .put(GsiBuffer.MAIN, encrypted(key, main))
                    .encode();
        }

        private static String digest(String offered) {
            List<String> names = List.of(offered.split(":", 0));
            return names.contains("sha256") ? "sha256" : names.get(0);
        }

        private byte[] encrypted(byte[] key, byte[] plain) throws GeneralSecurityException {
            byte[] iv = new byte[16];
            random.nextBytes(iv);
            Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(iv);
            out.writeBytes(cipher.doFinal(plain));
            return out.toByteArray();
        }

        private static DHParameterSpec group(String half) throws IOException {
            for (Pem.Block each : Pem.parse(half)) {
                if (each.label().equals("DH PARAMETERS")) {
                    DerIntegers integers = DerIntegers.parse(each.der());
                    return new DHParameterSpec(integers.get(0), integers.get(1));
                }
            }
            throw new IOException("gsi: the server sent no Diffie-Hellman group");
        }

        private static String between(String text, String from, String to) throws IOException {
            int start = text.indexOf(from);
            int end = text.indexOf(to);
            if (start < 0 || end < start) {
                throw new IOException("gsi: the server's Diffie-Hellman half is malformed");
            }
            return text.substring(start + from.length(), end);
        }

        /** PKCS#1 version 1.5 with block type 1, in blocks as long as the key allows. */
        private static byte[] rsa(int mode, Key key, byte[] input) throws GeneralSecurityException {
            int keyBytes = (((java.security.interfaces.RSAKey) key).getModulus().bitLength() + 7) / 8;
            int block = mode == Cipher.ENCRYPT_MODE ? keyBytes - 11 : keyBytes;
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int at = 0; at < input.length; at += block) {
                cipher.init(mode, key);
                out.writeBytes(cipher.doFinal(input, at, Math.min(block, input.length - at)));
            }
            return out.toByteArray();
        }

        private byte[] randomTag() {
            String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./";
            byte[] made = new byte[TAG_CHARACTERS];
            for (int i = 0; i < made.length; i++) {
                made[i] = (byte) letters.charAt(random.nextInt(letters.length()));
            }
            return made;
        }
    }
}
