package io.farseek.it.contract;

import io.farseek.it.servers.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;

/** The S3 connector on the embedded server. */
public class S3StoreUnderTest implements StoreUnderTest {
    private final S3Server server;

    /** Starts the server. */
    public S3StoreUnderTest() {
        this(embedded());
    }

    S3StoreUnderTest(S3Server server) {
        this.server = server;
    }

    private static S3Server embedded() {
        try {
            return S3Server.embedded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public String uri() {
        return "s3://" + S3Server.BUCKET;
    }

    @Override
    public int partBytes() {
        return 5 << 20;
    }

    /** S3 answers the same completion twice, so that a retry whose first answer was lost does no harm. */
    @Override
    public boolean completedUploadIsGone() {
        return false;
    }

    @Override
    public void configure(Configuration configuration) {
        configuration.set("fs.s3.impl", "io.farseek.s3.S3BulkFileSystem");
        configuration.set("fs.AbstractFileSystem.s3.impl", "io.farseek.s3.S3");
        configuration.set("fs.farseek.s3.endpoint", server.endpoint().toString());
        configuration.set("fs.farseek.s3.access-key", server.accessKey());
        configuration.set("fs.farseek.s3.secret-key", server.secretKey());
    }
}
