package io.farseek.xrootd.session;

import java.util.List;

/**
 * What a server takes in one kXR_readv.
 *
 * @param segments most segments
 * @param segmentBytes longest segment
 */
record VectorLimits(int segments, int segmentBytes) {
    /** What servers have unless they are configured otherwise. Limits above these are not made use of. */
    static final VectorLimits USUAL = new VectorLimits(1024, 2097136);

    /** The configuration query whose reply {@link #parse} takes. */
    static final String QUERY = "readv_iov_max readv_ior_max";

    /** Reads the reply, a line for each key. A server that does not know a key repeats it; then the usual limit holds. */
    static VectorLimits parse(String reply) {
        List<String> lines = reply.strip().lines().toList();
        return new VectorLimits(smaller(lines, 0, USUAL.segments), smaller(lines, 1, USUAL.segmentBytes));
    }

    private static int smaller(List<String> lines, int index, int usual) {
        try {
            long told = index < lines.size() ? Long.parseLong(lines.get(index).strip()) : usual;
            return told < 1 ? usual : (int) Math.min(told, usual);
        } catch (NumberFormatException e) {
            return usual;
        }
    }

    /** Whether a request for these parts stays within the limits. */
    boolean admit(List<Part> parts) {
        if (parts.size() > segments) {
            return false;
        }
        for (Part each : parts) {
            if (each.remaining() > segmentBytes) {
                return false;
            }
        }
        return true;
    }
}
