package io.farseek.xrootd.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * What a server says of a file or directory.
 *
 * @param id the server's own name for the item
 * @param flags bits as in {@link #isDirectory} and the others
 * @param modifiedSeconds since the epoch; the other times likewise, 0 where the server does not say
 * @param mode POSIX permission bits, or -1 where the server does not say
 * @param owner empty where the server does not say; group likewise
 */
public record StatInfo(
        String id,
        long size,
        int flags,
        long modifiedSeconds,
        long changedSeconds,
        long accessedSeconds,
        int mode,
        String owner,
        String group) {
    private static final int EXECUTABLE = 1;
    private static final int DIRECTORY = 2;
    private static final int OTHER = 4;
    private static final int OFFLINE = 8;
    private static final int READABLE = 16;
    private static final int WRITABLE = 32;

    /** Parses {@code id size flags mtime [ctime atime mode owner group]}. */
    public static StatInfo parse(String text) throws BrokenProtocolException {
        String[] words = words(text);
        if (words.length < 4) {
            throw new BrokenProtocolException("not a stat reply: " + text);
        }
        try {
            boolean extended = words.length >= 9;
            return new StatInfo(
                    words[0],
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]),
                    Long.parseLong(words[3]),
                    extended ? Long.parseLong(words[4]) : 0,
                    extended ? Long.parseLong(words[5]) : 0,
                    extended ? Integer.parseInt(words[6], 8) & 07777 : -1,
                    extended ? words[7] : "",
                    extended ? words[8] : "");
        } catch (NumberFormatException e) {
            throw new BrokenProtocolException("not a stat reply: " + text);
        }
    }

    /** Without a regular expression, whose classes take a young JVM as long to load as the reply takes to come. */
    private static String[] words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
                if (i > from) {
                    words.add(text.substring(from, i));
                }
                from = i + 1;
            }
        }
        return words.toArray(new String[0]);
    }

    public boolean isDirectory() {
        return (flags & DIRECTORY) != 0;
    }

    /** Neither a file nor a directory. */
    public boolean isOther() {
        return (flags & OTHER) != 0;
    }

    /** Not on disk: opening it means waiting for a tape. */
    public boolean isOffline() {
        return (flags & OFFLINE) != 0;
    }

    public boolean isExecutable() {
        return (flags & EXECUTABLE) != 0;
    }

    public boolean isReadable() {
        return (flags & READABLE) != 0;
    }

    public boolean isWritable() {
        return (flags & WRITABLE) != 0;
    }
}
