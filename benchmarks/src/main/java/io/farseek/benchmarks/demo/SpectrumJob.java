package io.farseek.benchmarks.demo;

import io.farseek.benchmarks.dimuon.DimuonMass;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The physics: events with exactly two muons of opposite charge, and the mass of each pair. Reads seven columns of every event. */
final class SpectrumJob {
    private static final String IS_PAIR = "nMuon = 2 AND get(Muon_charge, 0) <> get(Muon_charge, 1) AS pair";

    private SpectrumJob() {}

    /** Runs the job over all files of a folder, in the session's own threads. */
    static Reduction run(SparkSession spark, EventFiles files, String folder) {
        List<String> columns = new ArrayList<>(List.of("event", IS_PAIR));
        for (int muon = 0; muon < 2; muon++) {
            for (String each : List.of("pt", "eta", "phi", "mass")) {
                columns.add("get(Muon_" + each + ", " + muon + ") AS " + each + muon);
            }
        }
        Dataset<Row> events = spark.read().format(files.format()).load(folder);
        return events.selectExpr(columns.toArray(String[]::new))
                .toJavaRDD()
                .mapPartitions(SpectrumJob::reduce)
                .reduce(Reduction::merge);
    }

    private static Iterator<Reduction> reduce(Iterator<Row> rows) {
        Reduction reduction = new Reduction();
        while (rows.hasNext()) {
            Row row = rows.next();
            reduction.event(row.getLong(0));
            if (row.getBoolean(1)) {
                reduction.pair(DimuonMass.exact(
                        row.getFloat(2),
                        row.getFloat(3),
                        row.getFloat(4),
                        row.getFloat(5),
                        row.getFloat(6),
                        row.getFloat(7),
                        row.getFloat(8),
                        row.getFloat(9)));
            }
        }
        return List.of(reduction).iterator();
    }
}
