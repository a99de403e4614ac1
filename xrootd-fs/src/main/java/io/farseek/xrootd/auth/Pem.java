package io.farseek.xrootd.auth;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text armour: blocks of base64 between BEGIN and END lines. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private Pem() {}

    /** One block. The bytes are DER. */
    static final class Block {
        private final String label;
        private final byte[] der;

        Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }

        String label() {
            return label;
        }

        byte[] der() {
            return der;
        }
    }

    static List<Block> parse(String text) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
        }
        return blocks;
    }

    static String write(String label, byte[] der) {
        Base64.Encoder encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
        return "-----BEGIN " + label + "-----\n" + encoder.encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    static List<X509Certificate> certificates(String text) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        for (Block each : parse(text)) {
            if (each.label().endsWith("CERTIFICATE")) {
                try {
                    found.add((X509Certificate)
                            TrustedAuthorities.factory().generateCertificate(new ByteArrayInputStream(each.der())));
                } catch (GeneralSecurityException e) {
                    throw new IOException("not a certificate: " + e.getMessage(), e);
                }
            }
        }
        return found;
    }

    /** An RSA key, in PKCS#8 or in the older PKCS#1, which is PKCS#8 without its envelope. */
    static PrivateKey rsaKey(Block block) throws GeneralSecurityException {
        byte[] pkcs8 = block.label().equals("RSA PRIVATE KEY") ? envelope(block.der()) : block.der();
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] envelope(byte[] pkcs1) {
        byte[] version = {2, 1, 0};
        byte[] rsaEncryption = {0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0};
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(version);
        body.writeBytes(rsaEncryption);
        body.writeBytes(der(4, pkcs1));
        return der(0x30, body.toByteArray());
    }

    static byte[] der(int tag, byte[] content) {
        ByteBuffer out = ByteBuffer.allocate(content.length + 6);
        out.put((byte) tag);
        if (content.length < 0x80) {
            out.put((byte) content.length);
        } else if (content.length < 0x10000) {
            out.put((byte) 0x82).putShort((short) content.length);
        } else {
            out.put((byte) 0x84).putInt(content.length);
        }
        out.put(content).flip();
        byte[] bytes = new byte[out.remaining()];
        out.get(bytes);
        return bytes;
    }

    static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
