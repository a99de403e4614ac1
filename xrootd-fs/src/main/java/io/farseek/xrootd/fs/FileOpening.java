package io.farseek.xrootd.fs;

import io.farseek.fs.hadoop.OpenOptions;
import io.farseek.fs.stream.ReadAheadInputStream;
import io.farseek.readahead.Count;
import io.farseek.readahead.ObjectIdentity;
import io.farseek.readahead.ReadAhead;
import io.farseek.readahead.ReadAheadRuntime;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import io.farseek.xrootd.fs.XrootdErrors.During;
import io.farseek.xrootd.session.RemoteFile;
import io.farseek.xrootd.session.RemoteOutput;
import io.farseek.xrootd.session.XrdClient;
import io.farseek.xrootd.wire.StatInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Opens files to read through the read-ahead, and to write. Each method waits for the server. */
final class FileOpening {
    /** Older changes are told apart by their seconds, clocks that differ a little included. */
    private static final long SETTLED_SECONDS = 60;

    private final URI uri;
    private final XrdClient client;
    private final RemotePaths paths;
    private final RemoteTree tree;
    private final XrootdConfig config;
    private final ReadAheadRuntime runtime;
    private final Recorder recorder;
    private final FileSystem.Statistics statistics;

    FileOpening(
            URI uri,
            XrdClient client,
            RemotePaths paths,
            RemoteTree tree,
            XrootdConfig config,
            ReadAheadRuntime runtime,
            Recorder recorder,
            FileSystem.Statistics statistics) {
        this.uri = uri;
        this.client = client;
        this.paths = paths;
        this.tree = tree;
        this.config = config;
        this.runtime = runtime;
        this.recorder = recorder;
        this.statistics = statistics;
    }

    FSDataInputStream toRead(Path path, OpenOptions options) throws IOException {
        RemoteFile file = tree.timed(Timing.OPEN, Count.REQUESTS_HEAD, path, During.READ, () -> {
            RemoteFile remote = client.openForReading(paths.remote(path));
            if (remote.stat().isDirectory()) {
                remote.close();
                throw new FileNotFoundException(path + " is a directory");
            }
            return remote;
        });
        ObjectIdentity identity =
                new ObjectIdentity(uri.toString(), paths.remote(path).path(), version(file.stat()));
        ReadAhead readAhead = ReadAhead.open(
                new TranslatingReader(file, path.toString()),
                identity,
                options.applyTo(config.reading()),
                runtime,
                recorder);
        return new FSDataInputStream(new ReadAheadInputStream(path.toString(), readAhead, recorder, statistics));
    }

    /**
     * What tells one content of a file from another: its identity on the server, length and times. Times have seconds only, so that a file
     * rewritten within one may look the same: what was changed a moment ago has no version, and its bytes are shared with no other stream.
     */
    private static String version(StatInfo stat) {
        long changed = Math.max(stat.modifiedSeconds(), stat.changedSeconds());
        if (System.currentTimeMillis() / 1000 - changed < SETTLED_SECONDS) {
            return "";
        }
        return stat.id() + " " + stat.size() + " " + stat.modifiedSeconds() + " " + stat.changedSeconds();
    }

    FSDataOutputStream toCreate(Path file, int mode, boolean overwrite) throws IOException {
        RemoteOutput out = tree.timed(
                Timing.OPEN,
                Count.REQUESTS_PUT,
                file,
                During.WRITE,
                () -> client.create(paths.remote(file), mode, overwrite, config.persistOnClose()));
        return new FSDataOutputStream(new XrootdOutputStream(out, file.toString(), recorder, statistics), statistics);
    }

    FSDataOutputStream toAppend(Path file) throws IOException {
        RemoteOutput out =
                tree.timed(Timing.OPEN, Count.REQUESTS_PUT, file, During.READ, () -> client.append(paths.remote(file)));
        return new FSDataOutputStream(
                new XrootdOutputStream(out, file.toString(), recorder, statistics), statistics, out.position());
    }
}
