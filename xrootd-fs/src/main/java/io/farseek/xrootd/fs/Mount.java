package io.farseek.xrootd.fs;

import io.farseek.fs.config.ConfigReader;
import io.farseek.fs.dns.HostResolver;
import io.farseek.fs.stats.Recorders;
import io.farseek.fs.stream.SharedReadAhead;
import io.farseek.readahead.Count;
import io.farseek.readahead.ReadAheadRuntime;
import io.farseek.readahead.Recorder;
import io.farseek.readahead.Timing;
import io.farseek.xrootd.session.XrdClient;
import io.farseek.xrootd.wire.Endpoint;
import io.farseek.xrootd.wire.Protocol;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.security.UserGroupInformation;

/** A server under its URI: the client of it and what a file system does with that. */
record Mount(
        URI uri,
        XrdClient client,
        RotatingResolver resolver,
        RemoteTree tree,
        FileOpening files,
        ServerKnowledge knowledge,
        RemoteAttributes attributes)
        implements Closeable {

    /** For the user of this call. Connects to nothing yet. */
    static Mount of(URI name, Configuration conf, FileSystem.Statistics statistics) throws IOException {
        if (name.getHost() == null) {
            throw new IllegalArgumentException("no host in " + name + ": write root://host[:port]/path");
        }
        String scheme = name.getScheme().toLowerCase(Locale.ROOT);
        URI uri = URI.create(scheme + "://" + name.getAuthority());
        UserGroupInformation user = UserGroupInformation.getCurrentUser();
        String info = name.getUserInfo();
        String userName = info == null ? user.getShortUserName() : info.split(":", 2)[0];
        XrootdConfig config = XrootdConfig.read(
                new ConfigReader(conf, "xrootd", name.getAuthority()),
                userName,
                "",
                new HadoopLogin(user),
                System.getenv());
        int port = name.getPort() < 0 ? Protocol.DEFAULT_PORT : name.getPort();
        Recorder recorder = Recorders.of(scheme);
        RotatingResolver resolver = new RotatingResolver(HostResolver.open(config.names(), recorder));
        XrdClient client = new XrdClient(
                Endpoint.parse(name.getHost(), port, scheme.endsWith("s")),
                config.client(),
                config.credentials().toMechanisms(),
                nanos -> {
                    recorder.time(Timing.CONNECTION_TCP, nanos);
                    recorder.increment(Count.CONNECTIONS_OPENED);
                },
                resolver);
        RemotePaths paths = new RemotePaths(uri, config.cgi());
        RemoteTree tree = new RemoteTree(client, paths, recorder, config.store().blockBytes());
        ReadAheadRuntime runtime = SharedReadAhead.runtime(config.runtime());
        return new Mount(
                uri,
                client,
                resolver,
                tree,
                new FileOpening(uri, client, paths, tree, config, runtime, recorder, statistics),
                new ServerKnowledge(client, paths, tree, config),
                new RemoteAttributes(client, paths, tree));
    }

    @Override
    public void close() {
        client.close();
        resolver.close();
    }
}
