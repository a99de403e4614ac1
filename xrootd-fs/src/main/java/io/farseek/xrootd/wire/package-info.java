/** The XRootD protocol as bytes and values: requests, frames, replies. Does no I/O of its own and knows no connection. */
@NullMarked
package io.farseek.xrootd.wire;

import org.jspecify.annotations.NullMarked;
