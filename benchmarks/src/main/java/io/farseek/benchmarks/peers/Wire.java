package io.farseek.benchmarks.peers;

import io.farseek.benchmarks.store.FolderStore;
import io.farseek.benchmarks.store.SimulatedStore;
import io.farseek.benchmarks.store.StoreLimits;
import io.farseek.benchmarks.store.XrootdStore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The protocol that store and connectors speak. */
enum Wire {
    S3,
    XROOTD;

    static Wire of(String name) {
        return switch (name) {
            case "s3" -> S3;
            case "xrootd" -> XROOTD;
            default -> throw new IllegalArgumentException("--wire takes s3 or xrootd, not " + name);
        };
    }

    SimulatedStore start(Path folder, StoreLimits limits) throws IOException {
        return this == S3 ? FolderStore.start(folder, limits) : XrootdStore.start(folder, limits);
    }

    /** An object of the bucket that the benchmark fills. */
    URI uri(SimulatedStore store, String name) {
        return this == S3 ? URI.create("s3a://bucket/" + name) : URI.create(store.endpoint() + "//bucket/" + name);
    }

    /** Those that speak it and are measured unless others are asked for. */
    List<Peer> peers() {
        return this == S3 ? Peer.all() : List.of(Peer.of("farseek"), Peer.of("farseek-direct"));
    }

    /** Two of them, for a first answer. */
    List<Peer> two() {
        return this == S3 ? List.of(Peer.of("farseek"), Peer.of("s3a-analytics")) : peers();
    }
}
