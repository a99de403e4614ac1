package io.farseek.root.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Branches for which the truth itself is wrong and no {@linkplain SecondReader second reader} helps: {@code excused.txt} names each by file, tree and
 * path, with one of the reasons below. Being named excuses a difference; a branch that is equal all the same counts as equal.
 */
final class KnownDefects {

    private static final Map<String, String> REASONS = Map.of(
            "pid-bytes",
            "objects that are referenced have two more bytes behind fBits, which the truth reads as the next value",
            "record-with-pid-bytes",
            "a record with such an fBits; its members are compared by themselves",
            "one-of-each-array",
            "the truth reads one value of each array of varying length in a branch of several leaves",
            "no-members",
            "the truth shows objects without members",
            "counted-array",
            "the truth shows nothing where fNIndices says how many there are",
            "fbits-with-prefix",
            "the truth counts fBits where its name has a prefix; its members are compared by themselves",
            "last-bit",
            "the truth multiplies by 1 / factor where ROOT divides: the last bit differs",
            "same-name-twice",
            "a class and its base have a member of one name, of which the truth keeps one");

    private static final Map<String, String> EXCUSED = read();

    private KnownDefects() {}

    private static Map<String, String> read() {
        Map<String, String> excused = new HashMap<>();
        try {
            for (String line : TruthLists.lines("excused.txt")) {
                String[] cells = line.split("\\|", 2);
                if (!REASONS.containsKey(cells[0])) {
                    throw new IllegalStateException("excused.txt has a reason without an explanation: " + line);
                }
                excused.put(cells[1], cells[0]);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return excused;
    }

    /** Whether the branch is named. */
    static boolean excuses(String file, String tree, String path) {
        return EXCUSED.containsKey(TruthLists.key(file, tree, path));
    }

    /** How many branches are named. */
    static int size() {
        return EXCUSED.size();
    }

    /** Fields and branches that hold no values at all in the truth either: base classes without members (documented limit). */
    static boolean empty(JsonNode expected) {
        JsonNode values = expected.get("values");
        return values.get("count").asLong() == 0
                && values.get("strings").asLong() == 0
                && values.get("kinds").asText().equals("o");
    }
}
