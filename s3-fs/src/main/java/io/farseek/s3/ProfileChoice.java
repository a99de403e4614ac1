package io.farseek.s3;

/** The choices of the compatibility key. */
enum ProfileChoice {
    AUTO,
    AWS,
    GENERIC,
    CEPH,
    SWIFT
}
