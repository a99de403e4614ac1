/** Servers for the tests: real ones, and one that is scripted frame by frame. */
@NullMarked
package io.farseek.xrootd.server;

import org.jspecify.annotations.NullMarked;
