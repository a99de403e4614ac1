package io.farseek.fs.store;

import java.util.Map;

/**
 * What a store says of one object.
 *
 * @param modifiedMillis time of last modification, milliseconds since 1970
 * @param etag the version's tag as the store writes it, without quotes; empty where the store gave none
 * @param attributes further header-like properties the store gave with the answer (storage class, content type, user metadata), lower-case
 *     names; a listing gives fewer than a head
 */
public record ObjectStat(String key, long length, long modifiedMillis, String etag, Map<String, String> attributes) {
    public ObjectStat {
        if (length < 0) {
            throw new IllegalArgumentException("negative length of " + key + ": " + length);
        }
        attributes = Map.copyOf(attributes);
    }
}
