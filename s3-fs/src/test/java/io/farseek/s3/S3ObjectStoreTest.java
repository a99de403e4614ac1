package io.farseek.s3;

import io.farseek.embedded.EmbeddedS3;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On the embedded server. */
class S3ObjectStoreTest extends S3StoreContract {
    private static final String BUCKET = "bucket";
    private static EmbeddedS3 server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedS3.start(BUCKET);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    Configuration configuration() {
        return OpenedStore.configuration(server);
    }

    @Override
    String bucket() {
        return BUCKET;
    }
}
