package io.farseek.benchmarks.peers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A connector to measure.
 *
 * @param id names it on the command line
 * @param classPath the name of the class path it runs on, as the {@code farseek} script resolves it
 * @param settings of Hadoop, beside those that say where the store is
 */
record Peer(String id, String title, String classPath, Map<String, String> settings) {
    private static final Map<String, String> OURS = Map.of(
            "fs.s3a.impl", "io.farseek.s3.S3FileSystem", "fs.root.impl", "io.farseek.xrootd.fs.XrootdFileSystem");

    Peer {
        settings = Map.copyOf(settings);
    }

    static List<Peer> all() {
        return List.of(
                new Peer("farseek", "Farseek", "farseek", OURS),
                s3a("s3a-analytics", "S3A 3.5.0 analytics (default)", "s3a-3.5.0", Map.of()),
                s3a("s3a-classic", "S3A 3.5.0 classic", "s3a-3.5.0", stream("classic")),
                s3a("s3a-prefetch", "S3A 3.5.0 prefetch", "s3a-3.5.0", stream("prefetch")),
                s3a("s3a-3.4.3", "S3A 3.4.3 (default)", "s3a-3.4.3", Map.of()));
    }

    /** The connector without parts of it, to show what those do. */
    private static List<Peer> reduced() {
        return List.of(
                new Peer(
                        "farseek-direct",
                        "Farseek, no read-ahead",
                        "farseek",
                        ours(Map.of("fs.farseek.readahead.enabled", "false"))),
                new Peer(
                        "farseek-direct-unhedged",
                        "Farseek, no read-ahead, no hedging",
                        "farseek",
                        ours(Map.of(
                                "fs.farseek.readahead.enabled", "false", "fs.farseek.readahead.hedging", "false"))));
    }

    static Peer of(String id) {
        return Stream.concat(all().stream(), reduced().stream())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no peer " + id + "; there are "
                        + all().stream().map(Peer::id).toList()));
    }

    private static Map<String, String> ours(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(OURS);
        all.putAll(more);
        return all;
    }

    private static Map<String, String> stream(String type) {
        return Map.of("fs.s3a.input.stream.type", type);
    }

    private static Peer s3a(String id, String title, String classPath, Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("fs.s3a.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
        return new Peer(id, title, classPath, all);
    }
}
