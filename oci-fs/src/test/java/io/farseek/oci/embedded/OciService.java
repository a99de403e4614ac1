package io.farseek.oci.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the service does, once a request is known to be who it says it is. */
final class OciService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d*)-(\\d*)");

    private final Map<String, OciBucket> buckets;

    OciService(Map<String, OciBucket> buckets) {
        this.buckets = buckets;
    }

    OciAnswer serve(OciRequest request) throws OciRefusal {
        String[] parts = request.parts;
        if (parts.length == 2 && parts[0].equals("workRequests")) {
            return OciAnswer.json(
                    200,
                    "{\"operationType\":\"COPY_OBJECT\",\"status\":\"COMPLETED\",\"id\":" + OciAnswer.quoted(parts[1])
                            + ",\"percentComplete\":100.0}");
        }
        if (parts.length < 5 || !parts[0].equals("n") || !parts[2].equals("b")) {
            throw new OciRefusal(404, "NotFound", "No such resource: " + request.rawPath);
        }
        OciBucket bucket = buckets.get(parts[1] + "/" + parts[3]);
        if (bucket == null) {
            boolean namespace = buckets.keySet().stream().anyMatch(each -> each.startsWith(parts[1] + "/"));
            throw namespace
                    ? new OciRefusal(
                            404,
                            "BucketNotFound",
                            "Either the bucket named '" + parts[3] + "' does not exist in the namespace '" + parts[1]
                                    + "' or you are not authorized to access it")
                    : new OciRefusal(
                            404,
                            "NamespaceNotFound",
                            "You do not have authorization to perform this request, or the namespace '" + parts[1]
                                    + "' could not be found.");
        }
        return switch (request.kind()) {
            case "o" -> request.name().isEmpty() ? OciListing.list(bucket, request) : object(bucket, request);
            case "u" -> upload(bucket, request);
            case "actions" -> action(bucket, request);
            default -> throw new OciRefusal(404, "NotFound", "No such resource: " + request.rawPath);
        };
    }

    private static OciAnswer object(OciBucket bucket, OciRequest request) throws OciRefusal {
        String name = request.name();
        return switch (request.method) {
            case "GET", "HEAD" -> read(bucket.get(name), request);
            case "PUT" -> put(bucket, name, request);
            case "DELETE" -> {
                bucket.delete(name, request.header("if-match"));
                yield new OciAnswer(204, new byte[0]);
            }
            default -> throw new OciRefusal(405, "MethodNotAllowed", request.method);
        };
    }

    private static OciAnswer read(OciBucket.Stored stored, OciRequest request) throws OciRefusal {
        if (stored.archived() && request.method.equals("GET")) {
            throw new OciRefusal(409, "NotRestored", "The object is archived and has not been restored");
        }
        String keySha = request.header("opc-sse-customer-key-sha256");
        if (stored.keySha256 != null && !stored.keySha256.equals(keySha)) {
            throw new OciRefusal(400, "InvalidSSECustomerKey", "The object is encrypted with another customer's key");
        }
        OciBucket.check(stored, request.header("if-match"), null);
        String none = request.header("if-none-match");
        if (none != null && (none.equals("*") || none.equals(stored.etag))) {
            return described(new OciAnswer(304, new byte[0]), stored);
        }
        byte[] content = stored.content;
        String range = request.header("range");
        if (range == null || !request.method.equals("GET")) {
            return described(new OciAnswer(200, content), stored)
                    .with(stored.multipart ? "opc-multipart-md5" : "Content-MD5", stored.md5);
        }
        Matcher match = RANGE.matcher(range);
        if (!match.matches()) {
            throw new OciRefusal(400, "InvalidRange", range);
        }
        int start = match.group(1).isEmpty()
                ? Math.max(0, content.length - Integer.parseInt(match.group(2)))
                : Integer.parseInt(match.group(1));
        int end = match.group(1).isEmpty() || match.group(2).isEmpty()
                ? content.length
                : (int) Math.min(content.length, Long.parseLong(match.group(2)) + 1);
        if (start >= content.length || start >= end) {
            throw new OciRefusal(
                    416, "InvalidRange", "The range " + range + " is not within the " + content.length + " bytes");
        }
        return described(new OciAnswer(206, content, start, end - start), stored)
                .with("Content-Range", "bytes " + start + "-" + (end - 1) + "/" + content.length);
    }

    private static OciAnswer described(OciAnswer answer, OciBucket.Stored stored) {
        stored.headers.forEach((name, value) -> {
            if (!name.equals("storage-tier")) {
                answer.with(name, value);
            }
        });
        return answer.with("etag", stored.etag)
                .with("Last-Modified", http(stored.modified))
                .with("Accept-Ranges", "bytes")
                .with("storage-tier", stored.tier)
                .with("archival-state", stored.archived() ? "Archived" : null)
                .with("version-id", "v-" + stored.etag);
    }

    static String http(Instant time) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC));
    }

    private static OciAnswer put(OciBucket bucket, String name, OciRequest request) throws OciRefusal {
        checkMd5(request);
        Map<String, String> headers = new HashMap<>();
        request.exchange.getRequestHeaders().forEach((header, values) -> {
            String lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("opc-meta-") || lower.equals("content-type") || lower.equals("storage-tier")) {
                headers.put(lower, values.get(0));
            }
        });
        OciBucket.Stored stored = new OciBucket.Stored(request.body, headers, OciBucket.md5(request.body), false);
        stored.keySha256 = request.header("opc-sse-customer-key-sha256");
        bucket.put(name, stored, request.header("if-match"), request.header("if-none-match"));
        return new OciAnswer(200, new byte[0])
                .with("etag", stored.etag)
                .with("last-modified", http(stored.modified))
                .with("opc-content-md5", stored.md5)
                .with("version-id", "v-" + stored.etag);
    }

    private static void checkMd5(OciRequest request) throws OciRefusal {
        String announced = request.header("content-md5");
        if (announced != null && !announced.equals(OciBucket.md5(request.body))) {
            throw new OciRefusal(400, "UnmatchedContentMD5", "The Content-MD5 of the request does not match its body");
        }
    }

    private static OciAnswer upload(OciBucket bucket, OciRequest request) throws OciRefusal {
        String id = request.query.get("uploadId");
        String name = request.name();
        if (name.isEmpty() && request.method.equals("POST")) {
            return startUpload(bucket, request);
        }
        return switch (request.method) {
            case "PUT" -> {
                checkMd5(request);
                int number = Integer.parseInt(request.query.get("uploadPartNum"));
                if (number < 1 || number > 10_000) {
                    throw new OciRefusal(400, "InvalidUploadPart", "Parts are numbered from 1 to 10000");
                }
                OciBucket.Stored part = bucket.part(id, name, number, request.body);
                yield new OciAnswer(200, new byte[0]).with("etag", part.etag).with("opc-content-md5", part.md5);
            }
            case "POST" -> {
                Map<Integer, String> wanted = new HashMap<>();
                for (JsonNode each : json(request).path("partsToCommit")) {
                    wanted.put(each.path("partNum").asInt(), each.path("etag").asText());
                }
                OciBucket.Stored made =
                        bucket.commit(id, name, wanted, request.header("if-match"), request.header("if-none-match"));
                yield new OciAnswer(200, new byte[0])
                        .with("etag", made.etag)
                        .with("last-modified", http(made.modified))
                        .with("opc-multipart-md5", made.md5);
            }
            case "DELETE" -> {
                bucket.abort(id, name);
                yield new OciAnswer(204, new byte[0]);
            }
            case "GET" ->
                name.isEmpty() ? OciListing.uploads(bucket, request) : OciListing.parts(bucket.upload(id, name));
            default -> throw new OciRefusal(405, "MethodNotAllowed", request.method);
        };
    }

    private static OciAnswer startUpload(OciBucket bucket, OciRequest request) throws OciRefusal {
        JsonNode details = json(request);
        Map<String, String> headers = new HashMap<>();
        if (details.hasNonNull("contentType")) {
            headers.put("content-type", details.path("contentType").asText());
        }
        if (details.hasNonNull("storageTier")) {
            headers.put("storage-tier", details.path("storageTier").asText());
        }
        details.path("metadata").properties().forEach(each -> {
            String name = each.getKey();
            headers.put(
                    name.startsWith("opc-meta-") ? name : "opc-meta-" + name,
                    each.getValue().asText());
        });
        String object = details.path("object").asText();
        String id = bucket.start(object, headers, request.header("if-match"), request.header("if-none-match"));
        return OciAnswer.json(
                200,
                "{\"namespace\":" + OciAnswer.quoted(request.parts[1]) + ",\"bucket\":"
                        + OciAnswer.quoted(request.parts[3])
                        + ",\"object\":" + OciAnswer.quoted(object) + ",\"uploadId\":" + OciAnswer.quoted(id)
                        + ",\"timeCreated\":\"" + Instant.now() + "\"}");
    }

    private static OciAnswer action(OciBucket bucket, OciRequest request) throws OciRefusal {
        JsonNode body = json(request);
        return switch (request.name()) {
            case "renameObject" -> {
                OciBucket.Stored renamed = bucket.rename(
                        body.path("sourceName").asText(),
                        body.path("newName").asText(),
                        text(body, "srcObjIfMatchETag"),
                        text(body, "newObjIfMatchETag"),
                        text(body, "newObjIfNoneMatchETag"));
                yield new OciAnswer(200, new byte[0])
                        .with("etag", renamed.etag)
                        .with("last-modified", http(renamed.modified));
            }
            case "copyObject" -> copy(bucket, body);
            case "batchDeleteObjects" -> batchDelete(bucket, body);
            default -> throw new OciRefusal(404, "NotFound", "No such action: " + request.name());
        };
    }

    private static OciAnswer copy(OciBucket bucket, JsonNode body) throws OciRefusal {
        OciBucket.Stored source = bucket.get(body.path("sourceObjectName").asText());
        OciBucket.check(source, text(body, "sourceObjectIfMatchETag"), null);
        bucket.put(
                body.path("destinationObjectName").asText(),
                new OciBucket.Stored(source.content, source.headers, source.md5, source.multipart),
                text(body, "destinationObjectIfMatchETag"),
                text(body, "destinationObjectIfNoneMatchETag"));
        return new OciAnswer(202, new byte[0])
                .with("opc-work-request-id", UUID.randomUUID().toString());
    }

    private static OciAnswer batchDelete(OciBucket bucket, JsonNode body) throws OciRefusal {
        if (body.path("objects").size() > 1000) {
            throw new OciRefusal(400, "InvalidParameter", "More than 1000 objects in one batch");
        }
        StringBuilder deleted = new StringBuilder();
        StringBuilder failed = new StringBuilder();
        Set<String> seen = new HashSet<>();
        for (JsonNode each : body.path("objects")) {
            String name = each.path("objectName").asText();
            try {
                if (seen.add(name)) {
                    bucket.delete(name, text(each, "ifMatch"));
                }
                deleted.append(deleted.length() == 0 ? "" : ",")
                        .append("{\"objectName\":")
                        .append(OciAnswer.quoted(name))
                        .append('}');
            } catch (OciRefusal e) {
                failed.append(failed.length() == 0 ? "" : ",")
                        .append("{\"objectName\":")
                        .append(OciAnswer.quoted(name))
                        .append(",\"statusCode\":")
                        .append(e.status)
                        .append(",\"errorMessage\":")
                        .append(OciAnswer.quoted(e.getMessage()))
                        .append('}');
            }
        }
        String done = body.path("isSkipDeletedResult").asBoolean() ? "" : deleted.toString();
        return OciAnswer.json(200, "{\"deleted\":[" + done + "],\"failed\":[" + failed + "]}");
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : null;
    }

    private static JsonNode json(OciRequest request) throws OciRefusal {
        try {
            return JSON.readTree(request.body);
        } catch (IOException e) {
            throw new OciRefusal(400, "CannotParseRequest", e.getMessage());
        }
    }
}
