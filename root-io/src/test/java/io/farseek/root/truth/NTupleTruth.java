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
            boolean leftOut = table.unsupported().stream()
                    .anyMatch(u -> u.path().equals(fieldName) || u.path().startsWith(fieldName + "."));
            if (schema.indexOf(fieldName) < 0 || leftOut) {
                Outcome outcome =
                        KnownDefects.empty(field) ? Outcome.EMPTY : leftOut ? Outcome.UNSUPPORTED : Outcome.WRONG;
                truth.add(new Result(name, path, fieldName, type, outcome, String.valueOf(table.unsupported())));
                continue;
            }
            try {
                JsonNode values = twin.getOrDefault(fieldName, field.get("values"));
                truth.add(truth.judge(table.scan(List.of(fieldName)), values, name, path, fieldName, type));
            } catch (IOException | RuntimeException e) {
                truth.add(GroundTruth.failed(name, path, fieldName, type, e));
            }
        }
    }
}
