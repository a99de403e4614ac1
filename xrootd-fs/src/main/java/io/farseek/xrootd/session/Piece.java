package io.farseek.xrootd.session;

import io.farseek.xrootd.wire.Requests.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Ranges that travel in one request: one for a plain read, several for a vector read. Used by one exchange at a time. */
final class Piece {
    private final List<Part> parts;
    private final int mostSegmentBytes;
    private final long bytes;
    private long lastProgressNanos = System.nanoTime();
    private long lastRemaining = Long.MAX_VALUE;
    private int attempts;

    private Piece(List<Part> parts, int mostSegmentBytes) {
        this.parts = parts;
        this.mostSegmentBytes = mostSegmentBytes;
        this.bytes = remaining();
    }

    static Piece plain(Part part) {
        return new Piece(List.of(part), 0);
    }

    /** Parts in order of position, none longer than {@code mostSegmentBytes}. */
    static Piece vector(List<Part> parts, int mostSegmentBytes) {
        return new Piece(List.copyOf(parts), mostSegmentBytes);
    }

    boolean isVector() {
        return mostSegmentBytes > 0;
    }

    int mostSegmentBytes() {
        return mostSegmentBytes;
    }

    List<Part> parts() {
        return parts;
    }

    /** Bytes asked for when the piece was made. */
    long bytes() {
        return bytes;
    }

    boolean isDone() {
        for (Part each : parts) {
            if (!each.isDone()) {
                return false;
            }
        }
        return true;
    }

    private long remaining() {
        long sum = 0;
        for (Part each : parts) {
            sum += each.isDone() ? 0 : each.remaining();
        }
        return sum;
    }

    /** Counts a failed attempt; attempts that brought bytes start the count and the clock anew. */
    int failedAttempt() {
        noteProgress();
        return ++attempts;
    }

    private void noteProgress() {
        long now = remaining();
        if (now < lastRemaining) {
            lastRemaining = now;
            lastProgressNanos = System.nanoTime();
            attempts = 0;
        }
    }

    /** When an attempt was last seen to have brought bytes, or else when the piece was made. */
    long lastProgressNanos() {
        noteProgress();
        return lastProgressNanos;
    }

    void fail(IOException why) {
        for (Part each : parts) {
            each.fail(why);
        }
    }

    /**
     * The segments that bring what is still missing: sorted, duplicates and overlaps fetched once, neighbours joined up to
     * {@code mostBytes}.
     */
    List<Segment> segments(int mostBytes) {
        List<Segment> segments = new ArrayList<>();
        long start = -1;
        long end = -1;
        for (Part each : parts) {
            if (each.isDone()) {
                continue;
            }
            if (start >= 0 && each.position() <= end && Math.max(end, each.end()) - start <= mostBytes) {
                end = Math.max(end, each.end());
                continue;
            }
            if (start >= 0) {
                segments.add(new Segment(start, (int) (end - start)));
            }
            start = each.position();
            end = each.end();
        }
        if (start >= 0) {
            segments.add(new Segment(start, (int) (end - start)));
        }
        return segments;
    }
}
