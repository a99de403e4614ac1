package io.farseek.s3;

import io.farseek.fs.store.ContentSource;
import io.farseek.fs.store.ObjectStat;
import io.farseek.fs.store.PartReceipt;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells whether a write that was refused at its second attempt had succeeded at its first, whose answer was lost: the object that is there
 * then has the etag that the content gives.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html">the ETag of objects and of multipart uploads</a>
 */
final class Outcome {
    private Outcome() {}

    static ObjectStat ofRetriedPut(S3ObjectStore store, String key, ContentSource content, IOException refusal)
            throws IOException {
        return retried(refusal) ? ours(store, key, hex(digest(content)), refusal) : refuse(refusal);
    }

    static ObjectStat ofRetriedCompletion(S3ObjectStore store, String key, List<PartReceipt> parts, IOException refusal)
            throws IOException {
        return retried(refusal) ? ours(store, key, multipartEtag(parts, refusal), refusal) : refuse(refusal);
    }

    private static boolean retried(IOException refusal) {
        return refusal.getCause() instanceof SdkException sdk && sdk.numAttempts() != null && sdk.numAttempts() > 1;
    }

    private static ObjectStat ours(S3ObjectStore store, String key, String etag, IOException refusal)
            throws IOException {
        ObjectStat there;
        try {
            there = store.head(key);
        } catch (FileNotFoundException e) {
            refusal.addSuppressed(e);
            return refuse(refusal);
        }
        return there.etag().equals(etag) ? there : refuse(refusal);
    }

    private static ObjectStat refuse(IOException refusal) throws IOException {
        throw refusal;
    }

    private static byte[] digest(ContentSource content) throws IOException {
        MessageDigest md5 = md5();
        byte[] chunk = new byte[64 << 10];
        try (InputStream in = content.open()) {
            for (int got = in.read(chunk); got >= 0; got = in.read(chunk)) {
                md5.update(chunk, 0, got);
            }
        }
        return md5.digest();
    }

    /** The MD5 of the parts' MD5s, a dash, and how many there are. */
    static String multipartEtag(List<PartReceipt> parts, IOException refusal) throws IOException {
        MessageDigest md5 = md5();
        for (PartReceipt each : parts) {
            try {
                md5.update(HexFormat.of().parseHex(PartTag.of(each.etag()).etag()));
            } catch (IllegalArgumentException notAnMd5) {
                refusal.addSuppressed(notAnMd5);
                throw refusal;
            }
        }
        return hex(md5.digest()) + "-" + parts.size();
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has MD5", e);
        }
    }
}
