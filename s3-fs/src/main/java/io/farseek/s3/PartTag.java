package io.farseek.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyPartResult;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * What the store gave for a part: its etag and, when the upload has checksums, the part's checksum, which the completion must repeat. Packed
 * into one string, {@code etag} or {@code etag|ALGORITHM|checksum}, because that is what a part receipt carries from task to job.
 */
record PartTag(
        String etag, @Nullable String algorithm, @Nullable String checksum) {
    private static final char SEPARATOR = '|';

    static PartTag of(String packed) {
        int first = packed.indexOf(SEPARATOR);
        if (first < 0) {
            return new PartTag(packed, null, null);
        }
        int second = packed.indexOf(SEPARATOR, first + 1);
        return new PartTag(
                packed.substring(0, first), packed.substring(first + 1, second), packed.substring(second + 1));
    }

    static PartTag of(UploadPartResponse part) {
        return of(part.eTag(), part.checksumCRC32(), part.checksumCRC32C(), part.checksumSHA1(), part.checksumSHA256());
    }

    static PartTag of(CopyPartResult part) {
        return of(part.eTag(), part.checksumCRC32(), part.checksumCRC32C(), part.checksumSHA1(), part.checksumSHA256());
    }

    private static PartTag of(
            String etag,
            @Nullable String crc32,
            @Nullable String crc32c,
            @Nullable String sha1,
            @Nullable String sha256) {
        String plain = S3Stats.unquoted(etag);
        if (crc32 != null) {
            return new PartTag(plain, "CRC32", crc32);
        }
        if (crc32c != null) {
            return new PartTag(plain, "CRC32C", crc32c);
        }
        if (sha1 != null) {
            return new PartTag(plain, "SHA1", sha1);
        }
        return sha256 != null ? new PartTag(plain, "SHA256", sha256) : new PartTag(plain, null, null);
    }

    String packed() {
        return checksum == null ? etag : etag + SEPARATOR + algorithm + SEPARATOR + checksum;
    }

    CompletedPart toPart(int number) {
        CompletedPart.Builder part = CompletedPart.builder().partNumber(number).eTag("\"" + etag + "\"");
        if (algorithm != null) {
            switch (algorithm) {
                case "CRC32" -> part.checksumCRC32(checksum);
                case "CRC32C" -> part.checksumCRC32C(checksum);
                case "SHA1" -> part.checksumSHA1(checksum);
                case "SHA256" -> part.checksumSHA256(checksum);
                default -> throw new IllegalArgumentException("unknown checksum " + algorithm + " of part " + number);
            }
        }
        return part.build();
    }
}
