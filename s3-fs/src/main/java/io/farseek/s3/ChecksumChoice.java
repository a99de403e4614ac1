package io.farseek.s3;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/** The checksum that is computed here and checked by the store for everything written. */
enum ChecksumChoice {
    /** Only where the protocol demands one. */
    NONE(null),
    CRC32(ChecksumAlgorithm.CRC32),
    CRC32C(ChecksumAlgorithm.CRC32_C),
    SHA1(ChecksumAlgorithm.SHA1),
    SHA256(ChecksumAlgorithm.SHA256);

    private final @Nullable ChecksumAlgorithm algorithm;

    ChecksumChoice(@Nullable ChecksumAlgorithm algorithm) {
        this.algorithm = algorithm;
    }

    @Nullable ChecksumAlgorithm algorithm() {
        return algorithm;
    }
}
