/** Tests of credentials and trust that need no server. */
@NullMarked
package io.farseek.xrootd.auth;

import org.jspecify.annotations.NullMarked;
