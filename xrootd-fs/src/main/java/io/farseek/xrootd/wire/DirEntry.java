package io.farseek.xrootd.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a directory listing.
 *
 * @param name without a slash
 * @param stat null where the server lists names only
 */
public record DirEntry(String name, @Nullable StatInfo stat) {
    private static final String STAT_LEAD_IN = ".\n0 0 0 0\n";

    public DirEntry {
        if (name.isEmpty() || name.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not the name of an entry: " + name);
        }
    }

    /** Parses a whole listing: names by line, or, after the lead-in {@code .\n0 0 0 0\n}, names and stats by turns. */
    public static List<DirEntry> parseListing(String text) throws BrokenProtocolException {
        List<DirEntry> entries = new ArrayList<>();
        boolean withStat = text.startsWith(STAT_LEAD_IN);
        String rest = withStat ? text.substring(STAT_LEAD_IN.length()) : text;
        String[] lines = rest.isEmpty() ? new String[0] : rest.split("\n", 0);
        int step = withStat ? 2 : 1;
        if (lines.length % step != 0) {
            throw new BrokenProtocolException("a listing ends after a name and before its stat");
        }
        for (int i = 0; i < lines.length; i += step) {
            String name = lines[i];
            if (name.equals(".") || name.equals("..")) {
                continue;
            }
            if (name.isEmpty() || name.indexOf('/') >= 0) {
                throw new BrokenProtocolException("a listing names '" + name + "'");
            }
            entries.add(new DirEntry(name, withStat ? StatInfo.parse(lines[i + 1]) : null));
        }
        return entries;
    }
}
