package io.farseek.s3;

import io.farseek.embedded.EmbeddedS3;
import io.farseek.fs.config.ConfigReader;
import io.farseek.fs.config.HttpConfig;
import io.farseek.fs.http.HttpTransport;
import io.farseek.readahead.Recorder;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import software.amazon.awssdk.services.s3.S3Client;

/** A store opened as the file system opens it, with its parts within reach. */
record OpenedStore(S3ObjectStore store, S3Client client, Dialect dialect, Recorder recorder, HttpTransport transport)
        implements AutoCloseable {
    static Configuration configuration(EmbeddedS3 server) {
        Configuration configuration = new Configuration(false);
        configuration.set(S3Keys.ENDPOINT.fullName(), server.endpoint().toString());
        configuration.set(S3Keys.ACCESS_KEY.fullName(), EmbeddedS3.ACCESS_KEY);
        configuration.set(S3Keys.SECRET_KEY.fullName(), EmbeddedS3.SECRET_KEY);
        configuration.set(S3Keys.BACKOFF.fullName(), "1ms");
        configuration.set(S3Keys.THROTTLE_BACKOFF.fullName(), "1ms");
        return configuration;
    }

    static OpenedStore open(Configuration configuration, String bucket) throws IOException {
        ConfigReader config = new ConfigReader(configuration, S3Keys.CONNECTOR, bucket);
        S3Settings settings = S3Config.settings(config, "s3", bucket);
        Recorder recorder = new Recorder();
        HttpTransport transport = HttpTransport.open(HttpConfig.read(config, Map.of()), recorder);
        Dialect dialect = new Dialect(settings);
        S3Client client = new S3Clients(settings, recorder, transport)
                .open(URI.create("s3://" + bucket), dialect, name -> CredentialClasses.load(name, configuration));
        return new OpenedStore(
                new S3ObjectStore(settings, client, dialect, client::close), client, dialect, recorder, transport);
    }

    @Override
    public void close() {
        store.close();
        transport.close();
    }
}
