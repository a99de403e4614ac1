package io.farseek.benchmarks.scaling;

import io.farseek.benchmarks.dimuon.DimuonMass;
import io.farseek.benchmarks.dimuon.EventChecksum;
import io.farseek.benchmarks.dimuon.SpectrumHistogram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The dimuon reduction, one task a file: masses of opposite-charge pairs, and proof that every event was read once. What a task would compute
 * beyond that is waited for instead, since one machine cannot compute for as many slots as it can wait for.
 */
final class SpectrumTask implements FlatMapFunction<Iterator<Row>, SpectrumTask.Outcome> {
    private static final long serialVersionUID = 1L;
    private static final int EVENTS_A_WAIT = 500;

    private final long computeNanosPerEvent;

    /** @param computeNanosPerEvent how long a slot is busy with an event, beside reading and decoding it */
    SpectrumTask(long computeNanosPerEvent) {
        this.computeNanosPerEvent = computeNanosPerEvent;
    }

    /** The columns read, seven of the file's, as the task expects them. */
    static Dataset<Row> select(Dataset<Row> events) {
        List<String> columns =
                new ArrayList<>(List.of("event", "nMuon = 2 AND get(Muon_charge, 0) <> get(Muon_charge, 1) AS pair"));
        for (int muon = 0; muon < 2; muon++) {
            for (String each : List.of("pt", "eta", "phi", "mass")) {
                columns.add("get(Muon_" + each + ", " + muon + ") AS " + each + muon);
            }
        }
        return events.selectExpr(columns.toArray(String[]::new));
    }

    @Override
    public Iterator<Outcome> call(Iterator<Row> rows) {
        SpectrumHistogram spectrum = new SpectrumHistogram();
        EventChecksum checksum = EventChecksum.EMPTY;
        long pairs = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            checksum = checksum.plus(row.getLong(0));
            if (row.getBoolean(1)) {
                pairs++;
                spectrum.fill(mass(row));
            }
            if (checksum.count() % EVENTS_A_WAIT == 0) {
                busy(EVENTS_A_WAIT * computeNanosPerEvent);
            }
        }
        busy(checksum.count() % EVENTS_A_WAIT * computeNanosPerEvent);
        return List.of(new Outcome(checksum, pairs, spectrumHash(spectrum))).iterator();
    }

    private static double mass(Row row) {
        return DimuonMass.exact(
                row.getFloat(2),
                row.getFloat(3),
                row.getFloat(4),
                row.getFloat(5),
                row.getFloat(6),
                row.getFloat(7),
                row.getFloat(8),
                row.getFloat(9));
    }

    /** A sum over bins, so that the hashes of parts add up to the hash of the whole. */
    private static long spectrumHash(SpectrumHistogram spectrum) {
        long hash = 0;
        for (int bin = 1; bin <= SpectrumHistogram.BINS; bin++) {
            hash += spectrum.count(bin) * (bin * 0x9E3779B97F4A7C15L);
        }
        return hash;
    }

    private static void busy(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the task was cancelled");
            }
        }
    }

    /** What was found; {@code spectrum} differs when a single bin does. */
    record Outcome(EventChecksum events, long pairs, long spectrum) implements Serializable {
        static final Outcome NOTHING = new Outcome(EventChecksum.EMPTY, 0, 0);

        Outcome merge(Outcome other) {
            return new Outcome(events.merge(other.events), pairs + other.pairs, spectrum + other.spectrum);
        }

        String checksum() {
            return Long.toHexString(events.sum()) + "-" + Long.toHexString(events.xor()) + "-"
                    + Long.toHexString(spectrum);
        }
    }
}
