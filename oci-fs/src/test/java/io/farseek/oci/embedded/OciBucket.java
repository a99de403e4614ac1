package io.farseek.oci.embedded;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** The objects and uploads of one bucket. All methods hold its lock; none does I/O. */
final class OciBucket {
    static final class Stored {
        final byte[] content;
        final String etag = UUID.randomUUID().toString();
        final Instant modified = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        final Map<String, String> headers;
        final String md5;
        final boolean multipart;
        String tier;
        String keySha256;

        Stored(byte[] content, Map<String, String> headers, String md5, boolean multipart) {
            this.content = content;
            this.headers = Map.copyOf(headers);
            this.md5 = md5;
            this.multipart = multipart;
            this.tier = headers.getOrDefault("storage-tier", "Standard");
        }

        boolean archived() {
            return tier.equals("Archive");
        }
    }

    static final class Upload {
        final String object;
        final Map<String, String> headers;
        final TreeMap<Integer, Stored> parts = new TreeMap<>();

        Upload(String object, Map<String, String> headers) {
            this.object = object;
            this.headers = headers;
        }
    }

    // UTF-8 order, as the service sorts, is the order of code points.
    private final TreeMap<String, Stored> objects = new TreeMap<>(OciBucket::byCodePoints);
    private final Map<String, Upload> uploads = new LinkedHashMap<>();

    static int byCodePoints(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int one = a.codePointAt(i);
            int other = b.codePointAt(j);
            if (one != other) {
                return Integer.compare(one, other);
            }
            i += Character.charCount(one);
            j += Character.charCount(other);
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized Stored find(String name) {
        return objects.get(name);
    }

    synchronized Stored get(String name) throws OciRefusal {
        Stored found = objects.get(name);
        if (found == null) {
            throw new OciRefusal(404, "ObjectNotFound", "The object '" + name + "' was not found in the bucket");
        }
        return found;
    }

    synchronized Stored put(String name, Stored stored, String ifMatch, String ifNoneMatch) throws OciRefusal {
        check(objects.get(name), ifMatch, ifNoneMatch);
        objects.put(name, stored);
        return stored;
    }

    static void check(Stored there, String ifMatch, String ifNoneMatch) throws OciRefusal {
        if (ifMatch != null && (there == null || (!ifMatch.equals(there.etag) && !ifMatch.equals("*")))) {
            throw new OciRefusal(412, "IfMatchFailed", "The If-Match header's etag does not match the object's");
        }
        if (ifNoneMatch != null && there != null && (ifNoneMatch.equals("*") || ifNoneMatch.equals(there.etag))) {
            throw new OciRefusal(412, "IfNoneMatchFailed", "The If-None-Match header's etag matches the object's");
        }
    }

    synchronized void delete(String name, String ifMatch) throws OciRefusal {
        check(get(name), ifMatch, null);
        objects.remove(name);
    }

    synchronized Stored rename(String from, String to, String sourceEtag, String targetEtag, String targetNone)
            throws OciRefusal {
        Stored source = get(from);
        check(source, sourceEtag, null);
        check(objects.get(to), targetEtag, targetNone);
        Stored renamed = new Stored(source.content, source.headers, source.md5, source.multipart);
        renamed.tier = source.tier;
        renamed.keySha256 = source.keySha256;
        objects.remove(from);
        objects.put(to, renamed);
        return renamed;
    }

    synchronized String start(String object, Map<String, String> headers, String ifMatch, String ifNoneMatch)
            throws OciRefusal {
        check(objects.get(object), ifMatch, ifNoneMatch);
        String id = UUID.randomUUID().toString();
        uploads.put(id, new Upload(object, headers));
        return id;
    }

    synchronized Upload upload(String id, String object) throws OciRefusal {
        Upload found = uploads.get(id);
        if (found == null || !found.object.equals(object)) {
            throw new OciRefusal(404, "NoSuchUpload", "There is no upload " + id + " to " + object);
        }
        return found;
    }

    synchronized Stored part(String id, String object, int number, byte[] content) throws OciRefusal {
        Stored part = new Stored(content, Map.of(), md5(content), false);
        upload(id, object).parts.put(number, part);
        return part;
    }

    synchronized Stored commit(
            String id, String object, Map<Integer, String> wanted, String ifMatch, String ifNoneMatch)
            throws OciRefusal {
        Upload upload = upload(id, object);
        List<byte[]> pieces = new ArrayList<>();
        int length = 0;
        for (Map.Entry<Integer, String> each : new TreeMap<>(wanted).entrySet()) {
            Stored part = upload.parts.get(each.getKey());
            if (part == null || !part.etag.equals(each.getValue())) {
                throw new OciRefusal(
                        400, "InvalidUploadPart", "Part " + each.getKey() + " is missing or has another etag");
            }
            pieces.add(part.content);
            length += part.content.length;
        }
        if (pieces.isEmpty()) {
            throw new OciRefusal(400, "InvalidUploadPart", "An upload of no parts");
        }
        byte[] whole = new byte[length];
        int at = 0;
        for (byte[] each : pieces) {
            System.arraycopy(each, 0, whole, at, each.length);
            at += each.length;
        }
        Stored stored = new Stored(whole, upload.headers, md5(whole) + "-" + pieces.size(), true);
        put(object, stored, ifMatch, ifNoneMatch);
        uploads.remove(id);
        return stored;
    }

    synchronized void abort(String id, String object) throws OciRefusal {
        upload(id, object);
        uploads.remove(id);
    }

    synchronized Map<String, Upload> uploads() {
        return new LinkedHashMap<>(uploads);
    }

    synchronized Map<String, Stored> objects() {
        return new TreeMap<>(objects);
    }
}
