package io.farseek.benchmarks.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
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
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final FolderStore store;
    private final SocketChannel client;
    private final StoreModel.Node node;

    // Of the request being served.
    private int status;
    private long bodyBytes;
    private long headNanos;

    FolderConnection(FolderStore store, SocketChannel client) {
        this.store = store;
        this.client = client;
        this.node = store.model().node();
    }

    @Override
    public void run() {
        try (client) {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            client.socket().setSoTimeout(IDLE_MILLIS);
            InputStream in = new BufferedInputStream(client.socket().getInputStream(), 16 << 10);
            Pace.waitUntil(System.nanoTime() + node.connectNanos());
            for (HttpHead request = HttpHead.read(in); request != null; request = HttpHead.read(in)) {
                in.skipNBytes(Math.max(0, request.contentLength()));
                serve(request);
            }
        } catch (IOException | RuntimeException ended) {
            // The client went away or does not speak HTTP: its connection ends, which is all there is to tell it.
        }
    }

    private void serve(HttpHead request) throws IOException {
        long beganNanos = System.nanoTime();
        status = 0;
        bodyBytes = 0;
        headNanos = beganNanos;
        boolean complete = false;
        store.log().begin();
        try {
            answer(request);
            complete = true;
        } finally {
            store.log()
                    .add(new LoggedRequest(
                            beganNanos,
                            request.word(0),
                            request.word(1),
                            request.field("Range"),
                            status,
                            Math.max(0, request.contentLength()),
                            bodyBytes,
                            headNanos - beganNanos,
                            System.nanoTime() - beganNanos,
                            complete));
        }
    }

    private void answer(HttpHead request) throws IOException {
        String target = request.word(1);
        int question = target.indexOf('?');
        String path =
                decode(question < 0 ? target : target.substring(0, question)).substring(1);
        String method = request.word(0);
        String query = question < 0 ? "" : target.substring(question + 1);
        boolean listing = method.equals("GET") && query.contains("list-type=2");
        long turn = store.model()
                .turn(
                        listing
                                ? StoreModel.Kind.LIST
                                : method.equals("HEAD") ? StoreModel.Kind.HEAD : StoreModel.Kind.GET);
        if (turn == StoreModel.REFUSED) {
            error("503 Slow Down", "SlowDown", "reduce your request rate", method);
            return;
        }
        Pace.waitUntil(turn);
        if (!method.equals("GET") && !method.equals("HEAD")) {
            head("405 Method Not Allowed", List.of(), 0);
        } else if (listing) {
            list(path.replaceFirst("/.*", ""), query);
        } else {
            object(request, method, path);
        }
    }

    private void object(HttpHead request, String method, String path) throws IOException {
        Path file = store.folder().resolve(path).normalize();
        if (method.equals("HEAD") && !path.contains("/") && Files.isDirectory(file)) {
            head("200 OK", List.of(), 0);
            return;
        }
        if (!file.startsWith(store.folder()) || !Files.isRegularFile(file)) {
            error("404 Not Found", "NoSuchKey", "there is no such object", method);
            return;
        }
        send(request, method, file);
    }

    private void send(HttpHead request, String method, Path file) throws IOException {
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
            head("416 Range Not Satisfiable", List.of("Content-Range: bytes */" + length), 0);
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
        head(range.isEmpty() ? "200 OK" : "206 Partial Content", fields, to - from);
        if (method.equals("GET")) {
            body(file, from, to);
        }
    }

    private void body(Path file, long from, long to) throws IOException {
        PacedBody body = new PacedBody(store.model(), node, client);
        try (FileChannel channel = FileChannel.open(file)) {
            body.send(channel, from, to);
        } finally {
            bodyBytes = body.sent();
        }
    }

    /** One page with everything below the prefix. */
    private void list(String bucket, String query) throws IOException {
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
        head("200 OK", List.of("Content-Type: application/xml"), bytes.length);
        write(bytes);
    }

    private void error(String status, String code, String message, String method) throws IOException {
        byte[] body = ("<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>")
                .getBytes(StandardCharsets.UTF_8);
        head(status, List.of("Content-Type: application/xml"), body.length);
        if (!method.equals("HEAD")) {
            write(body);
        }
    }

    private void head(String status, List<String> fields, long length) throws IOException {
        this.status = Integer.parseInt(status.substring(0, 3));
        headNanos = System.nanoTime();
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + "\r\nx-amz-request-id: folder\r\n");
        fields.forEach(each -> head.append(each).append("\r\n"));
        head.append("Content-Length: ").append(length).append("\r\n\r\n");
        write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void write(byte[] bytes) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(bytes);
        while (all.hasRemaining()) {
            client.write(all);
        }
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
