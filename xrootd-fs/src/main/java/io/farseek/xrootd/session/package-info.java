/** The XRootD client: connections, sessions and their pool, requests that follow redirects and survive lost servers, open files. */
@NullMarked
package io.farseek.xrootd.session;

import org.jspecify.annotations.NullMarked;
