package io.farseek.oci;

import com.oracle.bmc.http.internal.BmcEnum;
import com.oracle.bmc.objectstorage.model.ObjectSummary;
import com.oracle.bmc.objectstorage.responses.HeadObjectResponse;
import io.farseek.fs.store.ObjectStat;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what answers say of objects. */
final class OciStats {
    private OciStats() {}

    static ObjectStat of(String key, HeadObjectResponse head) {
        Map<String, String> attributes = new HashMap<>();
        if (head.getOpcMeta() != null) {
            head.getOpcMeta().forEach((name, value) -> attributes.put(name.toLowerCase(java.util.Locale.ROOT), value));
        }
        keep(attributes, "content-type", head.getContentType());
        keep(attributes, "content-encoding", head.getContentEncoding());
        keep(attributes, "content-language", head.getContentLanguage());
        keep(attributes, "content-disposition", head.getContentDisposition());
        keep(attributes, "cache-control", head.getCacheControl());
        keep(attributes, "version-id", head.getVersionId());
        keep(attributes, "storage-class", head.getStorageTier());
        keep(attributes, "archival-state", head.getArchivalState());
        Long length = head.getContentLength();
        return new ObjectStat(
                key, length == null ? 0 : length, millis(head.getLastModified()), etag(head.getETag()), attributes);
    }

    static ObjectStat of(ObjectSummary listed) {
        Map<String, String> attributes = new HashMap<>();
        keep(attributes, "storage-class", listed.getStorageTier());
        keep(attributes, "archival-state", listed.getArchivalState());
        Date modified = listed.getTimeModified() != null ? listed.getTimeModified() : listed.getTimeCreated();
        return new ObjectStat(
                listed.getName(),
                listed.getSize() == null ? 0 : listed.getSize(),
                millis(modified),
                etag(listed.getEtag()),
                attributes);
    }

    static ObjectStat written(String key, long length, @Nullable String etag, @Nullable Date modified) {
        return new ObjectStat(
                key, length, modified == null ? System.currentTimeMillis() : millis(modified), etag(etag), Map.of());
    }

    static String etag(@Nullable String text) {
        if (text == null) {
            return "";
        }
        return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static long millis(@Nullable Date date) {
        return date == null ? 0 : date.toInstant().toEpochMilli();
    }

    private static void keep(Map<String, String> attributes, String name, @Nullable Object value) {
        // A value that this SDK does not know yet has no name in it.
        @Nullable String text = value instanceof BmcEnum known ? known.getValue() : value == null ? null : value.toString();
        if (text != null) {
            attributes.put(name, text);
        }
    }
}
