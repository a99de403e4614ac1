package io.farseek.oci;

import io.farseek.fs.store.ContentSource;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The Content-MD5 of an upload (RFC 1864): the store refuses what does not match. */
final class ContentMd5 {
    private ContentMd5() {}

    static String of(ContentSource content) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this JDK has no MD5; set " + OciKeys.CONTENT_MD5.fullName() + " to false", e);
        }
        byte[] chunk = new byte[64 << 10];
        try (InputStream in = content.open()) {
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                digest.update(chunk, 0, got);
            }
        }
        return Base64.getEncoder().encodeToString(digest.digest());
    }
}
