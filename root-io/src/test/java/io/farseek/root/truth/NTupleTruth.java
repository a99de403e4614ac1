package io.farseek.root.truth;

import com.fasterxml.jackson.databind.JsonNode;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.file.RootFile;
import io.farseek.root.ntuple.NTupleTable;
import io.farseek.root.truth.GroundTruth.Outcome;
import io.farseek.root.truth.GroundTruth.Result;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Compares the fields of an RNTuple. */
final class NTupleTruth {

    private NTupleTruth() {}

    static void compare(GroundTruth truth, RootFile file, String name, JsonNode expected) throws IOException {
        String path = expected.get("path").asText();
        NTupleTable table = NTupleTable.open(
                file, path, file.key(path + ";" + expected.get("cycle").asInt()));
        StructType schema = table.schema();
        Map<String, JsonNode> twin = truth.twin(name);
        for (JsonNode field : expected.path("branches")) {
            if (!field.has("values") || !field.path("ok").asBoolean()) {
                continue;
            }
            String fieldName = field.get("name").asText();
            String type = "RNTuple " + field.path("type").asText().replaceAll("<.*", "");
            String defect = KnownDefects.of(name, fieldName, type);
            boolean leftOut = table.unsupported().stream()
                    .anyMatch(u -> u.path().equals(fieldName) || u.path().startsWith(fieldName + "."));
            if (schema.indexOf(fieldName) < 0 || leftOut) {
                Outcome outcome =
                        KnownDefects.empty(field) ? Outcome.UNTRUE : leftOut ? Outcome.UNSUPPORTED : Outcome.WRONG;
                truth.add(new Result(name, path, fieldName, type, outcome, String.valueOf(table.unsupported())));
                continue;
            }
            try {
                String difference = truth.compare(
                        table.scan(List.of(fieldName)), twin.getOrDefault(fieldName, field.get("values")));
                // the truth reads other memory where a column added late has no pages
                boolean excused = (defect != null && !twin.containsKey(fieldName)) || table.addedLate(fieldName);
                Outcome outcome = difference == null ? Outcome.EQUAL : excused ? Outcome.UNTRUE : Outcome.WRONG;
                truth.add(new Result(name, path, fieldName, type, outcome, difference == null ? "" : difference));
            } catch (IOException | RuntimeException e) {
                if (System.getProperty("farseek.trace") != null) {
                    e.printStackTrace();
                }
                truth.add(new Result(name, path, fieldName, type, Outcome.FAILED, String.valueOf(e.getMessage())));
            }
        }
    }
}
