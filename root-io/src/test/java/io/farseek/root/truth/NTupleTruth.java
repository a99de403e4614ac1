package io.farseek.root.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.farseek.root.file.RootFile;

/** Compares the fields of an RNTuple. */
final class NTupleTruth {

    private NTupleTruth() {}

    static void compare(GroundTruth truth, RootFile file, String name, JsonNode expected) {}
}
