package io.farseek.root.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farseek.root.column.BatchReader;
import io.farseek.root.column.ColumnBatch;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.ReadOptions;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.Scan;
import io.farseek.root.file.RootFile;
import io.farseek.root.file.RootKey;
import io.farseek.root.tree.Branch;
import io.farseek.root.tree.TreeTable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** Reads the shared files and compares them with their truth, branch by branch. */
final class GroundTruth {

    /** What became of one branch. */
    enum Outcome {
        /** As the truth says. */
        EQUAL,
        /** As {@link SecondReader} says, where the truth is wrong. */
        SECOND,
        /** Left out with a warning. */
        UNSUPPORTED,
        /** An error. */
        FAILED,
        WRONG,
        /** Named in {@link KnownDefects}. */
        EXCUSED,
        /** Left out with a warning, and without values in the truth as well. */
        EMPTY
    }

    record Result(String file, String tree, String path, String type, Outcome outcome, String detail) {}

    private final Path shared;
    private final FileSystem fileSystem;
    private final List<Result> results = new ArrayList<>();

    GroundTruth(Path shared) throws IOException {
        this.shared = shared;
        this.fileSystem = FileSystem.getLocal(new Configuration()).getRaw();
    }

    /** Compares every file whose name contains {@code only}. */
    List<Result> run(String only) throws IOException {
        List<Path> truths;
        try (Stream<Path> walk = Files.walk(shared.resolve("root/truth"))) {
            truths = walk.filter(
                            p -> p.toString().endsWith(".json") && p.toString().contains(only))
                    .sorted()
                    .toList();
        }
        for (Path truth : truths) {
            file(new ObjectMapper().readTree(truth.toFile()));
        }
        return results;
    }

    private void file(JsonNode truth) throws IOException {
        String name = truth.get("file").asText();
        File data = shared.resolve("root/data").resolve(name).toFile();
        boolean any = false;
        for (JsonNode tree : truth.get("trees")) {
            for (JsonNode branch : tree.path("branches")) {
                any |= branch.has("values");
            }
        }
        if (!any) {
            return;
        }
        try (RootFile file = RootFile.open(fileSystem, new org.apache.hadoop.fs.Path(data.toURI()), data.length())) {
            for (JsonNode tree : truth.get("trees")) {
                if (tree.path("branches").size() > 0
                        && tree.get("branches").get(0).has("cls")) {
                    tree(file, name, tree);
                } else {
                    NTupleTruth.compare(this, file, name, tree);
                }
            }
        } catch (IOException | RuntimeException e) {
            results.add(new Result(name, "", "", "", Outcome.FAILED, String.valueOf(e)));
            if (System.getProperty("farseek.trace") != null) {
                e.printStackTrace();
            }
        }
    }

    /** Values of the TTree that an RNTuple was made from, by branch: better than the RNTuple's own for projected fields. Empty when there is none. */
    Map<String, JsonNode> twin(String name) throws IOException {
        Path truth = shared.resolve("root/truth").resolve(name.replace("_rntuple.root", ".json"));
        Map<String, JsonNode> values = new HashMap<>();
        if (name.endsWith("_rntuple.root") && Files.exists(truth)) {
            for (JsonNode tree : new ObjectMapper().readTree(truth.toFile()).get("trees")) {
                for (JsonNode branch : tree.path("branches")) {
                    if (tree.get("path").asText().equals("Events") && branch.has("values")) {
                        values.put(branch.get("name").asText(), branch.get("values"));
                    }
                }
            }
        }
        return values;
    }

    void add(Result result) {
        results.add(result);
    }

    private void tree(RootFile file, String name, JsonNode truth) throws IOException {
        String path = truth.get("path").asText();
        RootKey key = file.key(path + ";" + truth.get("cycle").asInt());
        TreeTable table = TreeTable.open(file, path, key);
        Map<String, List<Branch>> byPath = new HashMap<>();
        for (Branch branch : table.all()) {
            byPath.computeIfAbsent(branch.path(), p -> new ArrayList<>()).add(branch);
        }
        for (JsonNode expected : truth.get("branches")) {
            if (!expected.has("values") || !expected.path("ok").asBoolean()) {
                continue;
            }
            List<Branch> same = byPath.get(expected.get("path").asText());
            String type = type(expected);
            if (same == null || same.isEmpty()) {
                results.add(
                        new Result(name, path, expected.get("path").asText(), type, Outcome.WRONG, "no such branch"));
                continue;
            }
            Branch branch = same.size() > 1 ? same.remove(0) : same.get(0);
            results.add(branch(table, name, path, branch, expected, type));
        }
    }

    private Result branch(TreeTable table, String file, String tree, Branch branch, JsonNode expected, String type) {
        if (branch.type() == null || leavesOut(branch)) {
            Outcome outcome = KnownDefects.empty(expected) ? Outcome.EMPTY : Outcome.UNSUPPORTED;
            return new Result(file, tree, branch.path(), type, outcome, branch.unsupportedReason());
        }
        try {
            Scan scan = table.scanBranches(
                    List.of(branch),
                    new EntryRange(
                            0,
                            branch.type() instanceof StructType && branch.basketCount() == 0
                                    ? table.entries()
                                    : branch.entries()));
            return judge(scan, expected.get("values"), file, tree, branch.path(), type);
        } catch (IOException | RuntimeException e) {
            return failed(file, tree, branch.path(), type, e);
        }
    }

    /** Compares with the truth and, where that is wrong, with the second reader; what neither confirms must be excused by name. */
    Result judge(Scan scan, JsonNode values, String file, String tree, String path, String type) throws IOException {
        String difference = compare(scan, values);
        if (difference == null) {
            return new Result(file, tree, path, type, Outcome.EQUAL, "");
        }
        if (SecondReader.knows(file, tree, path)) {
            String second = SecondReader.difference(fileSystem, scan, file, tree, path);
            return second == null
                    ? new Result(file, tree, path, type, Outcome.SECOND, "")
                    : new Result(file, tree, path, type, Outcome.WRONG, second + "; truth: " + difference);
        }
        Outcome outcome = KnownDefects.excuses(file, tree, path) ? Outcome.EXCUSED : Outcome.WRONG;
        return new Result(file, tree, path, type, outcome, difference);
    }

    static Result failed(String file, String tree, String path, String type, Exception failure) {
        if (System.getProperty("farseek.trace") != null) {
            failure.printStackTrace();
        }
        return new Result(file, tree, path, type, Outcome.FAILED, String.valueOf(failure.getMessage()));
    }

    /** Whether the record that a branch makes of its sub-branches lacks some of them, as a warning has said. */
    private static boolean leavesOut(Branch branch) {
        return branch.children().stream()
                .anyMatch(child -> !child.unsupportedReason().isEmpty() || child.type() == null || leavesOut(child));
    }

    /** Null when all values agree. */
    String compare(Scan scan, JsonNode values) throws IOException {
        String kinds = values.get("kinds").asText();
        String difference = null;
        // The truth shows arrays of char as text in some classes and as numbers in others.
        // It shows arrays of several fixed dimensions as one.
        for (int variant = 0; variant < 8; variant++) {
            boolean text = (variant & 1) != 0;
            if (text && !kinds.contains("s")) {
                continue;
            }
            ValueDigest digest = new ValueDigest(text, (variant & 2) != 0, (variant & 4) != 0);
            StringBuilder first = new StringBuilder();
            try (BatchReader reader = scan.open(fileSystem, new ReadOptions(1000, 1 << 20, 1, true, true))) {
                for (ColumnBatch batch = reader.next(); batch != null; batch = reader.next()) {
                    digest.add(batch.columns().get(0), 0, batch.rows());
                    if (first.isEmpty() && batch.rows() > 0) {
                        first.append(batch.columns().get(0).get(0));
                    }
                }
            }
            String found = difference(digest, values);
            if (found == null) {
                return null;
            }
            if (difference == null) {
                difference = found + " first " + (first.length() > 300 ? first.substring(0, 300) : first);
            }
        }
        return difference;
    }

    private static String difference(ValueDigest digest, JsonNode values) {
        if (!digest.hash().equals(values.get("sha256").asText())) {
            return "hash; count " + digest.count + " expected " + values.get("count") + " sum " + digest.sum
                    + " expected " + values.get("sum");
        }
        if (digest.count != values.get("count").asLong()) {
            return "count " + digest.count + " expected " + values.get("count");
        }
        if (digest.strings != values.get("strings").asLong()) {
            return "strings " + digest.strings + " expected " + values.get("strings");
        }
        if (digest.count > 0) {
            double sum = values.get("sum").asDouble();
            if (Math.abs(digest.sum - sum) > 1e-9 * Math.max(1, Math.abs(sum))) {
                return "sum " + digest.sum + " expected " + sum;
            }
            if (digest.finite()
                    && (digest.min != values.get("min").asDouble()
                            || digest.max != values.get("max").asDouble())) {
                return "extremes " + digest.min + ", " + digest.max;
            }
        }
        return null;
    }

    private static String type(JsonNode expected) {
        String cls = expected.path("cls").asText();
        if (cls.equals("TBranchElement")) {
            return "TBranchElement " + expected.path("fType").asInt() + "/"
                    + expected.path("streamerType").asInt();
        }
        StringBuilder leaves = new StringBuilder(cls);
        for (JsonNode leaf : expected.path("leaves")) {
            String add = " " + leaf.path("type").asText()
                    + (leaf.has("count") ? "[n]" : leaf.path("len").asInt(1) > 1 ? "[k]" : "");
            if (leaves.indexOf(add) < 0) {
                leaves.append(add);
            }
        }
        return leaves.toString();
    }
}
