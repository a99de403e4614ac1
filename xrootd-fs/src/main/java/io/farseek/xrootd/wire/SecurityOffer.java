package io.farseek.xrootd.wire;

import java.util.ArrayList;
import java.util.List;

/** One way of authentication a server accepts, in its order of preference: a name such as {@code krb5} and its parameters. */
public record SecurityOffer(String mechanism, String parameters) {

    /** Parses {@code &P=name,parameters&P=...}; an empty text offers nothing because nothing is needed. */
    public static List<SecurityOffer> parse(String text) {
        List<SecurityOffer> offers = new ArrayList<>();
        if (text.isBlank()) {
            return offers;
        }
        for (String part : text.split("&P=", -1)) {
            if (!part.isBlank()) {
                int comma = part.indexOf(',');
                String name = comma < 0 ? part : part.substring(0, comma);
                offers.add(new SecurityOffer(name.strip(), comma < 0 ? "" : part.substring(comma + 1)));
            }
        }
        return offers;
    }
}
