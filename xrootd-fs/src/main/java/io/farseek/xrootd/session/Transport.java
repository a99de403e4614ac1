package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Carries a connection's bytes. One thread at a time reads, one at a time writes; an interrupt ends neither. */
interface Transport extends ByteSource {
    /** Sends all of {@code from}, waiting as long as the peer takes none. */
    void write(ByteBuffer from) throws IOException;

    /** A buffer of the kind that is read into and sent from without a further copy, empty and ready to be put into. */
    ByteBuffer buffer(int bytes);
}
