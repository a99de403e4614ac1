package io.farseek.benchmarks.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Serves one connection of a {@link FolderStore}, one request after the other. One thread. */
final class FolderConnection implements Runnable {
    private static final int IDLE_MILLIS = (int) Duration.ofMinutes(2).toMillis();
    private static final int PIECE = 64 << 10;
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final FolderStore store;
    private final Socket client;

    FolderConnection(FolderStore store, Socket client) {
        this.store = store;
        this.client = client;
    }

    @Override
    public void run() {
        try (client) {
            client.setTcpNoDelay(true);
            client.setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(client.getInputStream(), 16 << 10);
            OutputStream out = client.getOutputStream();
            for (HttpHead request = HttpHead.read(in); request != null; request = HttpHead.read(in)) {
                in.skipNBytes(Math.max(0, request.contentLength()));
                answer(request, out);
            }
        } catch (IOException | RuntimeException ended) {
            // The client went away or does not speak HTTP: its connection ends, which is all there is to tell it.
        }
    }

    private void answer(HttpHead request, OutputStream out) throws IOException {
        String target = request.word(1);
        int question = target.indexOf('?');
        String path =
                decode(question < 0 ? target : target.substring(0, question)).substring(1);
        String method = request.word(0);
        String query = question < 0 ? "" : target.substring(question + 1);
        boolean listing = method.equals("GET") && query.contains("list-type=2");
        Pace.waitUntil(store.turn(method, listing));
        if (!method.equals("GET") && !method.equals("HEAD")) {
            head(out, "405 Method Not Allowed", List.of(), 0);
        } else if (listing) {
            list(path.replaceFirst("/.*", ""), query, out);
        } else {
            object(request, method, path, out);
        }
    }

    private void object(HttpHead request, String method, String path, OutputStream out) throws IOException {
        Path file = store.folder().resolve(path).normalize();
        if (method.equals("HEAD") && !path.contains("/") && Files.isDirectory(file)) {
            head(out, "200 OK", List.of(), 0);
            return;
        }
        if (!file.startsWith(store.folder()) || !Files.isRegularFile(file)) {
            byte[] error = "<Error><Code>NoSuchKey</Code><Message>there is no such object</Message></Error>"
                    .getBytes(StandardCharsets.UTF_8);
            head(out, "404 Not Found", List.of("Content-Type: application/xml"), error.length);
            if (method.equals("GET")) {
                out.write(error);
            }
            return;
        }
        send(request, method, file, out);
    }

    private void send(HttpHead request, String method, Path file, OutputStream out) throws IOException {
        long length = Files.size(file);
        long from = 0;
        long to = length;
        String range = request.field("Range");
        if (range.startsWith("bytes=")) {
            String[] ends = range.substring(6).split("-", -1);
            from = ends[0].isEmpty() ? Math.max(0, length - Long.parseLong(ends[1])) : Long.parseLong(ends[0]);
            to = ends[0].isEmpty() || ends[1].isEmpty() ? length : Math.min(length, Long.parseLong(ends[1]) + 1);
        }
        if (from > 0 && from >= length) {
            head(out, "416 Range Not Satisfiable", List.of("Content-Range: bytes */" + length), 0);
            return;
        }
        List<String> fields = Stream.of(
                        "ETag: " + etag(file),
                        "Last-Modified: " + HTTP_DATE.format(modified(file)),
                        "Accept-Ranges: bytes",
                        "Content-Type: application/octet-stream",
                        range.isEmpty() ? "" : "Content-Range: bytes " + from + "-" + (to - 1) + "/" + length)
                .filter(each -> !each.isEmpty())
                .toList();
        head(out, range.isEmpty() ? "200 OK" : "206 Partial Content", fields, to - from);
        if (method.equals("GET")) {
            body(file, from, to, out);
        }
    }

    private void body(Path file, long from, long to, OutputStream out) throws IOException {
        long startNanos = System.nanoTime();
        long rate = store.connectionBytesPerSecond();
        try (java.nio.channels.FileChannel channel = java.nio.channels.FileChannel.open(file)) {
            java.nio.ByteBuffer piece = java.nio.ByteBuffer.allocate((int) Math.min(PIECE, to - from));
            for (long at = from; at < to; ) {
                piece.clear().limit((int) Math.min(piece.capacity(), to - at));
                int count = channel.read(piece, at);
                if (count < 0) {
                    throw new IOException(file + " became shorter while it was sent");
                }
                at += count;
                long due = store.carry(count);
                if (rate > 0) {
                    due = Math.max(due, startNanos + (long) ((at - from) * 1e9 / rate));
                }
                Pace.waitUntil(due);
                out.write(piece.array(), 0, count);
            }
        }
    }

    /** One page with everything below the prefix. */
    private void list(String bucket, String query, OutputStream out) throws IOException {
        String prefix = parameter(query, "prefix");
        boolean grouped = parameter(query, "delimiter").equals("/");
        int most = parameter(query, "max-keys").isEmpty()
                ? Integer.MAX_VALUE
                : Integer.parseInt(parameter(query, "max-keys"));
        Path root = store.folder().resolve(bucket);
        TreeMap<String, Path> keys = new TreeMap<>();
        TreeSet<String> prefixes = new TreeSet<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                String key = root.relativize(each).toString();
                if (!key.startsWith(prefix)) {
                    continue;
                }
                int slash = grouped ? key.indexOf('/', prefix.length()) : -1;
                if (slash >= 0) {
                    prefixes.add(key.substring(0, slash + 1));
                } else {
                    keys.put(key, each);
                }
            }
        }
        StringBuilder page =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult><Name>" + bucket
                        + "</Name><Prefix>" + prefix + "</Prefix><KeyCount>" + (keys.size() + prefixes.size())
                        + "</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>");
        for (var each : keys.entrySet().stream().limit(most).toList()) {
            page.append("<Contents><Key>").append(each.getKey()).append("</Key><LastModified>");
            page.append(modified(each.getValue()))
                    .append("</LastModified><ETag>")
                    .append(etag(each.getValue()).replace("\"", "&quot;"));
            page.append("</ETag><Size>").append(Files.size(each.getValue()));
            page.append("</Size><StorageClass>STANDARD</StorageClass></Contents>");
        }
        prefixes.forEach(
                each -> page.append("<CommonPrefixes><Prefix>").append(each).append("</Prefix></CommonPrefixes>"));
        byte[] bytes = page.append("</ListBucketResult>").toString().getBytes(StandardCharsets.UTF_8);
        head(out, "200 OK", List.of("Content-Type: application/xml"), bytes.length);
        out.write(bytes);
    }

    private static void head(OutputStream out, String status, List<String> fields, long length) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nx-amz-request-id: folder\r\n");
        fields.forEach(each -> head.append(each).append("\r\n"));
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Instant modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }

    private static String etag(Path file) throws IOException {
        return "\"" + Long.toHexString(Files.size(file)) + "-"
                + Long.toHexString(Files.getLastModifiedTime(file).toMillis()) + "\"";
    }

    private static String parameter(String query, String name) {
        for (String each : query.split("&", -1)) {
            if (each.startsWith(name + "=")) {
                return decode(each.substring(name.length() + 1));
            }
        }
        return "";
    }

    private static String decode(String text) {
        // A plus in a path is a plus.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
