package io.farseek.root.truth;

import com.fasterxml.jackson.databind.JsonNode;

/** Branches for which the truth itself is wrong, each with how that is known. They are counted apart, never as equal. */
final class KnownDefects {

    private KnownDefects() {}

    static String of(String file, String path, JsonNode expected) {
        return null;
    }
}
