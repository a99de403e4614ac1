package io.farseek.s3;

/** Where the bucket goes in a request's URL. */
enum UrlStyle {
    AUTO,
    PATH,
    VIRTUAL_HOST
}
