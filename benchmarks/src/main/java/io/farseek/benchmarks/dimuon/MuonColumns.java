package io.farseek.benchmarks.dimuon;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the muons in a table and turns its rows into {@link Muons}. Knows the flat layout ({@code Muon_pt}, ...) and CMS objects: a list of records
 * whose fields end in {@code pt_} or {@code fPt} and so on (AOD and MiniAOD). Selects nothing else, so only those branches are read.
 */
final class MuonColumns implements Serializable {
    private static final long serialVersionUID = 1L;

    /** A quantity: its flat column, the endings of its field in a CMS object, and the type it is used as. */
    private record Quantity(String flat, List<String> endings, String type) {}

    private static final Quantity PT = new Quantity("Muon_pt", List.of("pt_", "fPt"), "array<float>");
    private static final Quantity ETA = new Quantity("Muon_eta", List.of("eta_", "fEta"), "array<float>");
    private static final Quantity PHI = new Quantity("Muon_phi", List.of("phi_", "fPhi"), "array<float>");
    private static final List<Quantity> SPECTRUM = List.of(
            PT,
            ETA,
            PHI,
            new Quantity("Muon_mass", List.of(), "array<float>"),
            new Quantity("Muon_charge", List.of(), "array<int>"));
    private static final List<Quantity> REDUCTION = List.of(
            PT,
            ETA,
            PHI,
            new Quantity("Muon_pdgId", List.of("pdgId_"), "array<int>"),
            new Quantity("Muon_type", List.of("type_"), "array<int>"),
            isolation("sumChargedHadronPt"),
            isolation("sumNeutralHadronEt"),
            isolation("sumPhotonEt"),
            isolation("sumPUPt"));

    private final boolean aod;
    private final boolean hasEvent;

    private MuonColumns(boolean aod, boolean hasEvent) {
        this.aod = aod;
        this.hasEvent = hasEvent;
    }

    private static Quantity isolation(String sum) {
        return new Quantity("Muon_pfIsoR04_" + sum, List.of("pfIsolationR04_." + sum), "array<float>");
    }

    static MuonColumns of(StructType schema, boolean aod) {
        return new MuonColumns(aod, hasField(schema, "event"));
    }

    /** Whether the rows carry event numbers, from which the checksum is made. */
    boolean hasEvent() {
        return hasEvent;
    }

    /**
     * The columns needed, in the order {@link #muons} takes them.
     *
     * @param objects path of the list of muon records, such as {@code recoMuons_muons__RECO_.obj}; absent for flat tables
     * @throws IllegalArgumentException when a quantity is not in the table; names it
     */
    Dataset<Row> select(Dataset<Row> table, @Nullable String objects) {
        List<Column> columns = new ArrayList<>();
        columns.add(hasEvent ? functions.col("event").cast("long") : functions.lit(0L));
        for (Quantity quantity : aod ? REDUCTION : SPECTRUM) {
            Column column =
                    objects == null ? flat(table.schema(), quantity) : member(table.schema(), objects, quantity);
            columns.add(column.cast(quantity.type()));
        }
        return table.select(columns.toArray(Column[]::new));
    }

    private static Column flat(StructType schema, Quantity quantity) {
        if (!hasField(schema, quantity.flat())) {
            throw new IllegalArgumentException("the table has no column " + quantity.flat()
                    + "; for CMS objects name the list of muons with --muons");
        }
        return functions.col(quantity.flat());
    }

    private static Column member(StructType schema, String objects, Quantity quantity) {
        DataType type = schema;
        StringBuilder path = new StringBuilder();
        for (String part : objects.split("/", -1)) {
            type = field(type, part, objects);
            path.append(path.isEmpty() ? "" : ".").append('`').append(part).append('`');
        }
        if (type instanceof ArrayType array && array.elementType() instanceof StructType record) {
            for (StructField field : record.fields()) {
                for (String ending : quantity.endings()) {
                    if (field.name().equals(ending) || field.name().endsWith("." + ending)) {
                        return functions.col(path + ".`" + field.name() + '`');
                    }
                    int dot = ending.indexOf('.');
                    if (dot > 0
                            && field.name().equals(ending.substring(0, dot))
                            && field.dataType() instanceof StructType inner
                            && hasField(inner, ending.substring(dot + 1))) {
                        return functions.col(path + ".`" + field.name() + "`.`" + ending.substring(dot + 1) + '`');
                    }
                }
            }
        }
        throw new IllegalArgumentException("'" + objects + "' is not a list of records with " + quantity.endings());
    }

    private static DataType field(DataType type, String name, String objects) {
        if (type instanceof StructType struct && hasField(struct, name)) {
            return struct.apply(name).dataType();
        }
        throw new IllegalArgumentException("no column '" + objects + "': '" + name + "' is missing");
    }

    private static boolean hasField(StructType struct, String name) {
        return struct.getFieldIndex(name).isDefined();
    }

    long event(InternalRow row) {
        return row.getLong(0);
    }

    /** The muons of a row of {@link #select}. */
    Muons muons(InternalRow row) {
        float[] pt = row.getArray(1).toFloatArray();
        float[] eta = row.getArray(2).toFloatArray();
        float[] phi = row.getArray(3).toFloatArray();
        if (!aod) {
            return new Muons(
                    pt,
                    eta,
                    phi,
                    row.getArray(4).toFloatArray(),
                    row.getArray(5).toIntArray(),
                    null,
                    null);
        }
        MuonIsolation isolation = new MuonIsolation(
                row.getArray(5).toIntArray(),
                row.getArray(6).toFloatArray(),
                row.getArray(7).toFloatArray(),
                row.getArray(8).toFloatArray(),
                row.getArray(9).toFloatArray());
        return new Muons(pt, eta, phi, null, null, row.getArray(4).toIntArray(), isolation);
    }
}
