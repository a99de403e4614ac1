/** Authentication to XRootD servers: krb5, gsi, ztn, sss, unix and host, on the JDK alone. */
@NullMarked
package io.farseek.xrootd.auth;

import org.jspecify.annotations.NullMarked;
