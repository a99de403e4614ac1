package io.farseek.s3;

/** The choices of the encryption key. */
enum EncryptionMode {
    BUCKET_DEFAULT,
    SSE_S3,
    SSE_KMS,
    DSSE_KMS,
    SSE_C
}
