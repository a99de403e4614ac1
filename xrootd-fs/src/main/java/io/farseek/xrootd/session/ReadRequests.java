package io.farseek.xrootd.session;

import io.farseek.readahead.Capabilities;
import io.farseek.xrootd.session.ClientSettings.PageChecksums;

/** Makes the requests that carry the pieces of one file, of the kinds its server can answer. */
final class ReadRequests {
    static final int MOST_BYTES = 64 << 20;

    private final ClientSettings settings;
    private volatile boolean pages;
    private volatile boolean vectors = true;

    ReadRequests(ClientSettings settings, Session session) {
        this.settings = settings;
        this.pages = switch (settings.pageChecksums()) {
            case OFF -> false;
            case AUTO -> session.server().hasPages() && !session.isEncrypted();
            case REQUIRED -> true;
        };
    }

    Capabilities capabilities(VectorLimits limits) {
        return areVectored()
                ? new Capabilities(limits.segments(), limits.segmentBytes(), MOST_BYTES, false)
                : new Capabilities(1, Long.MAX_VALUE, MOST_BYTES, false);
    }

    /** Whether several ranges may travel in one request. */
    boolean areVectored() {
        return vectors && !pages;
    }

    /** Never again asks for several ranges at once. */
    void withoutVectors() {
        vectors = false;
    }

    /** Gives page checksums up where they were only wished for; false where they are required, or not used anyway. */
    boolean withoutPages() {
        if (!pages || settings.pageChecksums() != PageChecksums.AUTO) {
            return false;
        }
        pages = false;
        return true;
    }

    ReadExchange make(Lane lane, Piece piece, ReadExchange.Outcome outcome) {
        long patience = settings.requestTimeout().toNanos();
        if (piece.isVector()) {
            return new VectorRead(patience, lane, piece, outcome, piece.segments(piece.mostSegmentBytes()));
        }
        return pages
                ? new PageRead(patience, lane, piece, outcome, MOST_BYTES)
                : new PlainRead(patience, lane, piece, outcome, MOST_BYTES);
    }
}
