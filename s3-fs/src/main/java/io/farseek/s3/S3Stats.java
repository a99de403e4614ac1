package io.farseek.s3;

import io.farseek.fs.store.ObjectStat;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads what answers say of objects. */
final class S3Stats {
    private S3Stats() {}

    static ObjectStat of(String key, HeadObjectResponse head) {
        Map<String, String> attributes = new HashMap<>(head.metadata());
        keep(attributes, "content-type", head.contentType());
        keep(attributes, "content-encoding", head.contentEncoding());
        keep(attributes, "cache-control", head.cacheControl());
        keep(attributes, "content-disposition", head.contentDisposition());
        keep(attributes, "content-language", head.contentLanguage());
        keep(attributes, "storage-class", head.storageClassAsString());
        keep(attributes, "server-side-encryption", head.serverSideEncryptionAsString());
        keep(attributes, "version-id", head.versionId());
        return new ObjectStat(
                key,
                head.contentLength() == null ? 0 : head.contentLength(),
                millis(head.lastModified()),
                unquoted(head.eTag()),
                attributes);
    }

    static ObjectStat of(S3Object listed) {
        Map<String, String> attributes = new HashMap<>();
        keep(attributes, "storage-class", listed.storageClassAsString());
        return new ObjectStat(
                listed.key(),
                listed.size() == null ? 0 : listed.size(),
                millis(listed.lastModified()),
                unquoted(listed.eTag()),
                attributes);
    }

    /** An object just written: the answer's own date is the store's clock. */
    static ObjectStat written(String key, long length, @Nullable String etag, @Nullable SdkHttpResponse answer) {
        return new ObjectStat(key, length, date(answer), unquoted(etag), Map.of());
    }

    static String unquoted(@Nullable String etag) {
        if (etag == null) {
            return "";
        }
        return etag.length() >= 2 && etag.startsWith("\"") && etag.endsWith("\"")
                ? etag.substring(1, etag.length() - 1)
                : etag;
    }

    private static long date(@Nullable SdkHttpResponse answer) {
        if (answer != null) {
            try {
                return answer.firstMatchingHeader("Date")
                        .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant()
                                .toEpochMilli())
                        .orElseGet(System::currentTimeMillis);
            } catch (DateTimeParseException e) {
                return System.currentTimeMillis();
            }
        }
        return System.currentTimeMillis();
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    private static void keep(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.put(name, value);
        }
    }
}
