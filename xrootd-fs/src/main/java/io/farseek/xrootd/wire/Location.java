package io.farseek.xrootd.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A server that holds a file.
 *
 * @param manager a manager to be asked in turn, rather than a data server
 * @param pending not there yet
 */
public record Location(Endpoint endpoint, boolean manager, boolean pending, boolean writable) {

    /** Parses {@code {M|m|S|s}{r|w}host:port}, separated by spaces. */
    public static List<Location> parse(String text, boolean tls) throws BrokenProtocolException {
        List<Location> locations = new ArrayList<>();
        for (String word : text.strip().split("\\s+", 0)) {
            if (word.isEmpty()) {
                continue;
            }
            if (word.length() < 3 || "MmSs".indexOf(word.charAt(0)) < 0) {
                throw new BrokenProtocolException("not a location: " + word);
            }
            char kind = word.charAt(0);
            try {
                Endpoint endpoint = Endpoint.parse(word.substring(2), Protocol.DEFAULT_PORT, tls);
                locations.add(new Location(
                        endpoint, kind == 'M' || kind == 'm', kind == 'm' || kind == 's', word.charAt(1) == 'w'));
            } catch (IllegalArgumentException e) {
                throw new BrokenProtocolException("not a location: " + word);
            }
        }
        return locations;
    }
}
