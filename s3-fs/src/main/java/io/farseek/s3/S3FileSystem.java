package io.farseek.s3;

import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.FallbackKey;
import io.farseek.fs.config.HttpConfig;
import io.farseek.fs.config.HttpKeys;
import io.farseek.fs.hadoop.ObjectStoreFileSystem;
import io.farseek.fs.hadoop.StoreOpening;
import io.farseek.fs.http.HttpSettings;
import io.farseek.fs.http.SharedTransports;
import io.farseek.fs.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The file system {@code s3://BUCKET/}, and that of every other scheme whose {@code fs.SCHEME.impl} names this class, {@code s3a} included.
 */
public class S3FileSystem extends ObjectStoreFileSystem {
    /** S3A's keys for what the shared transport does. */
    private static final Map<ConfigKey<?>, List<FallbackKey>> TRANSPORT_FALLBACKS = Map.of(
            HttpKeys.CONNECTIONS, List.of(FallbackKey.s3a("connection.maximum")),
            HttpKeys.PROXY_HOST, List.of(FallbackKey.s3a("proxy.host")),
            HttpKeys.PROXY_PORT, List.of(FallbackKey.s3a("proxy.port")),
            HttpKeys.PROXY_USER, List.of(FallbackKey.s3a("proxy.username")),
            HttpKeys.PROXY_PASSWORD, List.of(FallbackKey.s3a("proxy.password")));

    private @Nullable DeferredStore deferred;

    public S3FileSystem() {
        super(S3Keys.CONNECTOR, S3Config.keys());
    }

    @Override
    public String getScheme() {
        return "s3";
    }

    /** A job's uncommitted output below a directory of this file system. */
    PendingJob pendingJob(Path output, String job) {
        DeferredStore store = deferred;
        if (store == null) {
            throw new IllegalStateException("the file system is used before initialize");
        }
        return new PendingJob(store.direct(), key(output), job);
    }

    @Override
    protected ObjectStore openStore(StoreOpening opening) throws IOException {
        S3Settings settings = S3Config.settings(opening.config(), opening.uri().getScheme(), opening.bucket());
        HttpSettings http = HttpConfig.read(opening.config(), TRANSPORT_FALLBACKS);
        SharedTransports.Lease transport = SharedTransports.lease(http, opening.recorder());
        try {
            Dialect dialect = new Dialect(settings);
            Configuration configuration = getConf();
            S3Client client = new S3Clients(settings, opening.recorder(), transport.transport())
                    .open(opening.uri(), dialect, name -> CredentialClasses.load(name, configuration));
            DeferredStore store = new DeferredStore(new S3ObjectStore(settings, client, dialect, () -> {
                client.close();
                transport.close();
            }));
            deferred = store;
            return store;
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }
}
