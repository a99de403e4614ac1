package io.farseek.it.contract;

import io.farseek.it.servers.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The S3 connector on MinIO. The surefire execution that names it runs only where MinIO can be had. */
public class MinioStoreUnderTest extends S3StoreUnderTest {
    /** Starts the server. */
    public MinioStoreUnderTest() {
        super(minio());
    }

    @Override
    public boolean completedUploadIsGone() {
        return true;
    }

    private static S3Server minio() {
        try {
            return S3Server.minio()
                    .orElseThrow(() -> new IllegalStateException(
                            "no Docker engine answers and no minio is on the PATH: .ci/install-minio gets one"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
