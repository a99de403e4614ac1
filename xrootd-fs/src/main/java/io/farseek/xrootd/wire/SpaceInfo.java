package io.farseek.xrootd.wire;

/** Space of a file system or cluster, in bytes. */
public record SpaceInfo(long totalBytes, long freeBytes, long usedBytes) {
    /** Parses {@code oss.cgroup=..&oss.space=..&oss.free=..&oss.used=..&oss.quota=..}, the reply to kXR_Qspace. */
    public static SpaceInfo parse(String text) throws BrokenProtocolException {
        long total = -1;
        long free = -1;
        long used = 0;
        for (String pair : text.strip().split("&", 0)) {
            int equals = pair.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String value = pair.substring(equals + 1).strip();
            switch (pair.substring(0, equals)) {
                case "oss.space" -> total = number(value, text);
                case "oss.free" -> free = number(value, text);
                case "oss.used" -> used = number(value, text);
                default -> {}
            }
        }
        if (total < 0 || free < 0) {
            throw new BrokenProtocolException("not a space reply: " + text);
        }
        return new SpaceInfo(total, free, used);
    }

    private static long number(String value, String text) throws BrokenProtocolException {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new BrokenProtocolException("not a space reply: " + text);
        }
    }
}
