package io.farseek.root.truth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Branches for which the truth itself is wrong, each with how that is known. A rule excuses a difference, never hides one that is equal,
 * and what it excuses is counted apart.
 */
final class KnownDefects {

    /** Part of the file name, part of the path, type ("fType/streamerType", or class name of leaves), and how the defect is known. */
    private record Rule(String file, String path, String type, String how) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    "",
                    "fBits",
                    "",
                    "objects that are referenced have two more bytes behind fBits, which the truth reads as the next value"),
            new Rule(
                    "tlv-split99",
                    "p4",
                    "-1/-1",
                    "the truth loses the TObject version; its twin tlv-split00 has our values"),
            new Rule(
                    "uproot-HZZ-objects",
                    "",
                    "-1/-1",
                    "the truth loses the TObject version; uproot-HZZ has our values in flat branches"),
            new Rule(
                    "uproot-demo-double32",
                    "",
                    "0/9",
                    "the truth multiplies by 1/factor where ROOT divides: the last bit differs"),
            new Rule(
                    "uproot-issue187",
                    "V0",
                    "41/9",
                    "the truth multiplies by 1/factor where ROOT divides: the last bit differs"),
            new Rule(
                    "uproot-issue187",
                    "fHyperCandidate",
                    "41/18",
                    "flags of uninitialised bytes, which the truth shows as numbers"),
            new Rule("uproot-issue-589", "", "0/-1", "the truth cannot read RVec and shows nothing"),
            new Rule(
                    "uproot-issue519",
                    "testbranch",
                    "0/-1",
                    "the truth cannot read nested vectors here and shows nothing"),
            new Rule("io__evolution__CMS", "", "", "the truth shows objects without members"),
            new Rule(
                    "alice_ESDs",
                    "fIndices",
                    "0/52",
                    "the truth shows nothing where fNIndices says how many there are"),
            new Rule("alice_ESDs", "PrimaryVertex", "", "as its member fIndices"),
            new Rule(
                    "treeformula__parse__mksm",
                    "event",
                    "",
                    "a record with the fBits above; its members are compared by themselves"),
            new Rule(
                    "BAC85D54",
                    "Event Branch",
                    "0/-1",
                    "a record with the fBits above; its members are compared by themselves"),
            new Rule(
                    "KGrec",
                    "fGenShower",
                    "1/0",
                    "the truth counts fBits where its name has a prefix; its members are compared by themselves"),
            new Rule(
                    "gohep/tbase",
                    "d2",
                    "0/-1",
                    "a class and its base have a member of one name, of which the truth keeps one"),
            new Rule(
                    "tree__friend__short0",
                    "",
                    "TLeafI TLeaf",
                    "the truth reads one value of each array of varying length"),
            new Rule(
                    "rntuple_test",
                    "Real32Quant",
                    "float",
                    "the truth keeps double precision where the field is a float"),
            new Rule(
                    "test_float_types",
                    "quant",
                    "float",
                    "the truth keeps double precision where the field is a float"),
            new Rule(
                    "",
                    "",
                    "RNTuple ROOT::VecOps::RVec",
                    "projected field, of which the truth reads one element (documented limit)"),
            new Rule(
                    "",
                    "_collection",
                    "RNTuple",
                    "collection behind projected fields, of which the truth reads the size"));

    private KnownDefects() {}

    static String of(String file, String path, String type) {
        for (Rule rule : RULES) {
            if (file.contains(rule.file()) && path.contains(rule.path()) && type.contains(rule.type())) {
                return rule.how();
            }
        }
        return null;
    }

    /** Fields and branches that hold no values at all in the truth either: base classes without members (documented limit). */
    static boolean empty(JsonNode expected) {
        JsonNode values = expected.get("values");
        return values.get("count").asLong() == 0
                && values.get("strings").asLong() == 0
                && values.get("kinds").asText().equals("o");
    }
}
