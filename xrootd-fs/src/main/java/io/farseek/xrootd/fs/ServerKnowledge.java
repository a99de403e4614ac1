package io.farseek.xrootd.fs;

import io.farseek.readahead.Count;
import io.farseek.readahead.Timing;
import io.farseek.xrootd.fs.XrootdErrors.During;
import io.farseek.xrootd.session.XrdClient;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.ErrorCode;
import io.farseek.xrootd.wire.Location;
import io.farseek.xrootd.wire.ServerErrorException;
import io.farseek.xrootd.wire.SpaceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FileChecksum;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** What servers know of files besides names and bytes: checksums, where they are, room. Each method waits for the server. */
final class ServerKnowledge {
    private final XrdClient client;
    private final RemotePaths paths;
    private final RemoteTree tree;
    private final XrootdConfig config;

    ServerKnowledge(XrdClient client, RemotePaths paths, RemoteTree tree, XrootdConfig config) {
        this.client = client;
        this.paths = paths;
        this.tree = tree;
        this.config = config;
    }

    /** Null when the server computes no checksums of the configured kind. */
    @Nullable FileChecksum checksum(Path file) throws IOException {
        return tree.timed(Timing.HEAD, Count.REQUESTS_HEAD, file, During.OTHER, () -> {
            try {
                return XrootdChecksum.parse(client.checksum(paths.remote(file), config.checksum()));
            } catch (ServerErrorException e) {
                if (e.code() == ErrorCode.UNSUPPORTED || e.code() == ErrorCode.ARG_INVALID) {
                    return null;
                }
                throw e;
            }
        });
    }

    /** One location for the whole file: its servers hold all of it. */
    BlockLocation location(FileStatus file, Path path) throws IOException {
        List<String> names = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        for (Endpoint each : servers(path)) {
            names.add(each.address());
            hosts.add(each.host());
        }
        return new BlockLocation(names.toArray(String[]::new), hosts.toArray(String[]::new), 0, file.getLen());
    }

    private List<Endpoint> servers(Path path) throws IOException {
        if (!config.blockLocations()) {
            return List.of(client.origin());
        }
        return tree.timed(Timing.HEAD, Count.REQUESTS_HEAD, path, During.OTHER, () -> {
            List<Endpoint> servers = new ArrayList<>();
            for (Location each : client.locate(paths.remote(path), false)) {
                servers.add(each.endpoint());
            }
            return servers.isEmpty() ? List.of(client.origin()) : servers;
        });
    }

    FsStatus space(Path path) throws IOException {
        SpaceInfo space = tree.timed(
                Timing.HEAD, Count.REQUESTS_HEAD, path, During.OTHER, () -> client.space(paths.remote(path)));
        return new FsStatus(space.totalBytes(), space.totalBytes() - space.freeBytes(), space.freeBytes());
    }
}
