package io.farseek.oci.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Pages of objects, uploads and parts. */
final class OciListing {
    private OciListing() {}

    static OciAnswer list(OciBucket bucket, OciRequest request) throws OciRefusal {
        Map<String, String> query = request.query;
        String prefix = query.getOrDefault("prefix", "");
        String delimiter = query.get("delimiter");
        if (delimiter != null && !delimiter.equals("/")) {
            throw new OciRefusal(400, "InvalidParameter", "Only / is a delimiter");
        }
        int limit = Integer.parseInt(query.getOrDefault("limit", "1000"));
        if (limit < 1 || limit > 1000) {
            throw new OciRefusal(400, "InvalidParameter", "A limit of " + limit);
        }
        Map<String, OciBucket.Stored> objects = bucket.objects();
        List<String> found = new ArrayList<>();
        Set<String> prefixes = new LinkedHashSet<>();
        String next = null;
        for (String name : objects.keySet()) {
            if (!name.startsWith(prefix) || !within(name, query)) {
                continue;
            }
            int slash = delimiter == null ? -1 : name.indexOf('/', prefix.length());
            String folded = slash < 0 ? null : name.substring(0, slash + 1);
            if (folded != null && (prefixes.contains(folded) || foldedBefore(folded, query))) {
                continue;
            }
            if (found.size() + prefixes.size() == limit) {
                next = folded == null ? name : folded;
                break;
            }
            if (folded == null) {
                found.add(name);
            } else {
                prefixes.add(folded);
            }
        }
        return OciAnswer.json(200, json(objects, found, prefixes, delimiter != null, next, fields(query)));
    }

    private static boolean within(String name, Map<String, String> query) {
        String start = query.get("start");
        String after = query.get("startAfter");
        String end = query.get("end");
        return (start == null || OciBucket.byCodePoints(name, start) >= 0)
                && (after == null || OciBucket.byCodePoints(name, after) > 0)
                && (end == null || OciBucket.byCodePoints(name, end) < 0);
    }

    private static boolean foldedBefore(String folded, Map<String, String> query) {
        String after = query.get("startAfter");
        return folded.equals(after);
    }

    private static Set<String> fields(Map<String, String> query) {
        Set<String> fields = new LinkedHashSet<>(
                Arrays.asList(query.getOrDefault("fields", "name").split(",", -1)));
        fields.add("name");
        return fields;
    }

    private static String json(
            Map<String, OciBucket.Stored> objects,
            List<String> found,
            Set<String> prefixes,
            boolean folding,
            String next,
            Set<String> fields) {
        StringJoiner all = new StringJoiner(",", "[", "]");
        for (String name : found) {
            OciBucket.Stored stored = objects.get(name);
            StringJoiner one = new StringJoiner(",", "{", "}");
            for (String field : fields) {
                switch (field) {
                    case "name" -> one.add("\"name\":" + OciAnswer.quoted(name));
                    case "size" -> one.add("\"size\":" + stored.content.length);
                    case "etag" -> one.add("\"etag\":" + OciAnswer.quoted(stored.etag));
                    case "md5" -> one.add("\"md5\":" + OciAnswer.quoted(stored.md5));
                    case "timeCreated" -> one.add("\"timeCreated\":\"" + stored.modified + "\"");
                    case "timeModified" -> one.add("\"timeModified\":\"" + stored.modified + "\"");
                    case "storageTier" -> one.add("\"storageTier\":" + OciAnswer.quoted(stored.tier));
                    case "archivalState" -> {
                        if (stored.archived()) {
                            one.add("\"archivalState\":\"Archived\"");
                        }
                    }
                    default -> {}
                }
            }
            all.add(one.toString());
        }
        StringJoiner folded = new StringJoiner(",", "[", "]");
        prefixes.forEach(each -> folded.add(OciAnswer.quoted(each)));
        return "{\"objects\":" + all + (folding ? ",\"prefixes\":" + folded : "")
                + (next == null ? "" : ",\"nextStartWith\":" + OciAnswer.quoted(next)) + "}";
    }

    static OciAnswer uploads(OciBucket bucket, OciRequest request) {
        int limit = Integer.parseInt(request.query.getOrDefault("limit", "1000"));
        int from = Integer.parseInt(request.query.getOrDefault("page", "0"));
        List<Map.Entry<String, OciBucket.Upload>> all =
                new ArrayList<>(bucket.uploads().entrySet());
        int to = Math.min(all.size(), from + limit);
        StringJoiner items = new StringJoiner(",", "[", "]");
        for (Map.Entry<String, OciBucket.Upload> each : all.subList(Math.min(from, to), to)) {
            items.add("{\"namespace\":" + OciAnswer.quoted(request.parts[1]) + ",\"bucket\":"
                    + OciAnswer.quoted(request.parts[3]) + ",\"object\":" + OciAnswer.quoted(each.getValue().object)
                    + ",\"uploadId\":" + OciAnswer.quoted(each.getKey())
                    + ",\"timeCreated\":\"2026-01-01T00:00:00Z\"}");
        }
        return OciAnswer.json(200, items.toString()).with("opc-next-page", to < all.size() ? String.valueOf(to) : null);
    }

    static OciAnswer parts(OciBucket.Upload upload) {
        StringJoiner items = new StringJoiner(",", "[", "]");
        upload.parts.forEach((number, part) -> items.add("{\"partNumber\":" + number + ",\"etag\":"
                + OciAnswer.quoted(part.etag) + ",\"md5\":" + OciAnswer.quoted(part.md5) + ",\"size\":"
                + part.content.length + "}"));
        return OciAnswer.json(200, items.toString());
    }
}
