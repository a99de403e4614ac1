package io.farseek.xrootd.fs;

import io.farseek.readahead.Count;
import io.farseek.readahead.Timing;
import io.farseek.xrootd.fs.XrootdErrors.During;
import io.farseek.xrootd.session.XrdClient;
import java.io.IOException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.XAttrSetFlag;

/** Extended attributes under Hadoop's names. Each method waits for the server. */
final class RemoteAttributes {
    private final XrdClient client;
    private final RemotePaths paths;
    private final RemoteTree tree;

    RemoteAttributes(XrdClient client, RemotePaths paths, RemoteTree tree) {
        this.client = client;
        this.paths = paths;
        this.tree = tree;
    }

    void set(Path file, String name, byte[] value, EnumSet<XAttrSetFlag> flags) throws IOException {
        String own = AttributeNames.toServer(name);
        boolean create = flags.contains(XAttrSetFlag.CREATE);
        boolean replace = flags.contains(XAttrSetFlag.REPLACE);
        tree.timed(Timing.PUT, Count.REQUESTS_PUT, file, During.OTHER, () -> {
            if (create != replace) {
                boolean there = client.attribute(paths.remote(file), own) != null;
                if (there && !replace) {
                    throw new FileAlreadyExistsException(file + " has an attribute " + name + " already");
                }
                if (!there && !create) {
                    throw new IOException(file + " has no attribute " + name + " to replace");
                }
            }
            client.setAttribute(paths.remote(file), own, value, create && !replace);
            return true;
        });
    }

    byte[] get(Path file, String name) throws IOException {
        byte[] value = tree.timed(
                Timing.HEAD,
                Count.REQUESTS_HEAD,
                file,
                During.OTHER,
                () -> client.attribute(paths.remote(file), AttributeNames.toServer(name)));
        if (value == null) {
            throw new IOException(file + " has no attribute " + name);
        }
        return value;
    }

    Map<String, byte[]> get(Path file, List<String> names) throws IOException {
        Map<String, byte[]> values = new HashMap<>();
        for (String each : names) {
            values.put(each, get(file, each));
        }
        return values;
    }

    List<String> list(Path file) throws IOException {
        return tree.timed(
                Timing.HEAD,
                Count.REQUESTS_HEAD,
                file,
                During.OTHER,
                () -> client.attributeNames(paths.remote(file)).stream()
                        .map(AttributeNames::toHadoop)
                        .toList());
    }

    void remove(Path file, String name) throws IOException {
        tree.timed(Timing.PUT, Count.REQUESTS_PUT, file, During.OTHER, () -> {
            client.removeAttribute(paths.remote(file), AttributeNames.toServer(name));
            return true;
        });
    }
}
