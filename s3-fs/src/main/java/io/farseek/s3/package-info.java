/**
 * The connector for S3 and for stores that speak its protocol: AWS SDK v2 over Farseek's HTTP transport. No SDK type leaves this package.
 */
@NullMarked
package io.farseek.s3;

import org.jspecify.annotations.NullMarked;
