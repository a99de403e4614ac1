package io.farseek.it.spark;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Reduces ROOT files of dimuon events to the masses of their muon pairs, once over the network and once from the disk of the same machine:
 * {@code RootReduction <remote files> <the same files locally> <output> <events>}. Ends with an exception when anything differs.
 */
public final class RootReduction {
    private static final String MASS = "sqrt(2D * Muon_pt[0] * Muon_pt[1]"
            + " * (cosh(Muon_eta[0] - Muon_eta[1]) - cos(Muon_phi[0] - Muon_phi[1])))";

    private RootReduction() {}

    public static void main(String[] args) {
        SparkSession spark = SparkSession.builder().appName("farseek root reduction").getOrCreate();
        try {
            Dataset<Row> events = events(spark, args[0]);
            equal(Long.parseLong(args[3]), events.count(), "events in " + args[0]);
            Dataset<Row> masses = masses(events);
            Row remote = totals(masses);
            Row local = totals(masses(events(spark, args[1])));
            equal(local, remote, "pairs, sum and least and greatest mass");
            if (remote.getLong(0) == 0) {
                throw new IllegalStateException("no pair was found in " + args[0]);
            }
            masses.write().mode(SaveMode.Overwrite).parquet(args[2]);
            equal(remote, totals(spark.read().parquet(args[2])), "what was written and read again");
        } finally {
            spark.stop();
        }
    }

    private static Dataset<Row> events(SparkSession spark, String path) {
        return spark.read().format("root").option("tree", "Events").option("unsigned64", "long").load(path);
    }

    private static Dataset<Row> masses(Dataset<Row> events) {
        return events.filter("size(Muon_pt) = 2 and Muon_charge[0] != Muon_charge[1]").selectExpr(MASS + " as mass");
    }

    private static Row totals(Dataset<Row> masses) {
        // Rounded, since the order in which partitions are added is not fixed.
        return masses.selectExpr("count(1)", "round(sum(mass), 3)", "min(mass)", "max(mass)").first();
    }

    private static void equal(Object expected, Object actual, String what) {
        if (!expected.equals(actual)) {
            throw new IllegalStateException(what + ": expected " + expected + ", got " + actual);
        }
    }
}
