package io.farseek.xrootd.auth;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code sss}: a secret both sides hold in a keytab. The credential is who the user is, encrypted with the key and bound to the time and
 * this end's address.
 */
final class SharedSecret implements Mechanism {
    /** The protocol counts seconds from 23 September 2008. */
    private static final long EPOCH = 1222183880;

    private static final int NAME = 1;
    private static final int GROUP = 4;
    private static final int RANDOM = 7;
    private static final int HOST = 0x20;
    private static final int LEAST_BYTES = 128;

    private final CredentialSettings settings;
    private final SecureRandom random = new SecureRandom();

    SharedSecret(CredentialSettings settings) {
        this.settings = settings;
    }

    /** One line of a keytab: {@code 0 u:user g:group n:name N:id c:created e:expires f:flags k:hexadecimal}. */
    private record Key(String name, long id, long expires, String hex) {
        static @Nullable Key parse(String line) {
            String name = "nowhere";
            long id = -1;
            long expires = 0;
            String hex = "";
            for (String word : line.strip().split("\\s+", 0)) {
                String value = word.length() > 2 ? word.substring(2) : "";
                if (word.startsWith("n:")) {
                    name = value;
                } else if (word.startsWith("N:")) {
                    id = Long.parseLong(value);
                } else if (word.startsWith("e:")) {
                    expires = Long.parseLong(value);
                } else if (word.startsWith("k:")) {
                    hex = value;
                }
            }
            return id < 0 || hex.isEmpty() ? null : new Key(name, id, expires, hex);
        }

        @Override
        public String toString() {
            return name + " " + id;
        }
    }

    @Override
    public String name() {
        return "sss";
    }

    @Override
    public String remedy() {
        return "get the keytab in use from whoever runs the server, and name it with XrdSecSSSKT";
    }

    @Override
    public @Nullable Negotiation begin(String parameters, Peer peer) throws IOException {
        Path keytab = keytab();
        if (!Files.isReadable(keytab)) {
            return null;
        }
        Key key = firstValid(keytab);
        boolean second = parameters.indexOf('.') >= 0 && parameters.startsWith("+", parameters.indexOf('.') + 1);
        try {
            return Negotiation.oneStep("sss", credential(key, second, peer));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("cannot use the key " + key + " of " + keytab + ": " + e.getMessage(), e);
        }
    }

    private Path keytab() {
        if (settings.sssKeytab() == null) {
            String named = settings.environment().get("XrdSecSSSKT");
            String older = settings.environment().get("XrdSecsssKT");
            if (named == null && older != null) {
                return Path.of(older);
            }
        }
        return settings.locate(
                settings.sssKeytab(), "XrdSecSSSKT", System.getProperty("user.home", "") + "/.xrd/sss.keytab");
    }

    private static Key firstValid(Path keytab) throws IOException {
        long now = Instant.now().getEpochSecond();
        boolean expired = false;
        for (String line : Files.readAllLines(keytab, StandardCharsets.UTF_8)) {
            Key key;
            try {
                key = Key.parse(line);
            } catch (NumberFormatException e) {
                throw new IOException(keytab + " is not a keytab", e);
            }
            if (key != null && (key.expires() == 0 || key.expires() > now)) {
                return key;
            }
            expired |= key != null;
        }
        throw new IOException(keytab + (expired ? " holds expired keys only" : " holds no key"));
    }

    private byte[] credential(Key key, boolean second, Peer peer) throws GeneralSecurityException {
        byte[] name = second ? padded(key.name()) : new byte[0];
        ByteBuffer header = ByteBuffer.allocate(16 + name.length);
        header.put("sss\0".getBytes(StandardCharsets.US_ASCII))
                .put(6, (byte) name.length)
                .put(7, (byte) '0');
        header.putLong(8, key.id()).put(16, name);
        Cipher cipher = Cipher.getInstance("Blowfish/CFB64/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(HexFormat.of().parseHex(key.hex()), "Blowfish"),
                new IvParameterSpec(new byte[8]));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(header.array());
        out.writeBytes(cipher.doFinal(identity(peer)));
        return out.toByteArray();
    }

    private byte[] identity(Peer peer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(randomBytes(32));
        out.writeBytes(ByteBuffer.allocate(8)
                .putInt((int) (Instant.now().getEpochSecond() - EPOCH))
                .array());
        item(out, NAME, text(settings.user()));
        if (!settings.group().isEmpty()) {
            item(out, GROUP, text(settings.group()));
        }
        item(out, HOST, text(localAddress(peer)));
        while (out.size() < LEAST_BYTES) {
            item(out, RANDOM, randomBytes(LEAST_BYTES - out.size() + 1));
        }
        CRC32 crc = new CRC32();
        crc.update(out.toByteArray());
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return out.toByteArray();
    }

    /** As the server writes the address it sees: an IPv4 address in its IPv6 form. */
    private static String localAddress(Peer peer) {
        String address = peer.local().getHostAddress();
        int zone = address.indexOf('%');
        String plain = zone < 0 ? address : address.substring(0, zone);
        return (peer.local() instanceof Inet4Address ? "[::ffff:" + plain : "[" + plain) + "]:" + peer.localPort();
    }

    private static void item(ByteArrayOutputStream out, int type, byte[] value) {
        out.write(type);
        out.write(value.length >> 8);
        out.write(value.length);
        out.writeBytes(value);
    }

    private static byte[] text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    private static byte[] padded(String name) {
        byte[] bytes = text(name);
        return Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
    }

    private byte[] randomBytes(int n) {
        byte[] bytes = new byte[n];
        random.nextBytes(bytes);
        return bytes;
    }
}
