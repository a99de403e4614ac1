package io.farseek.benchmarks.dimuon;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.jspecify.annotations.Nullable;

/** One task's part of a reduction: a row (mass, sample) for each event that passes; all counts go to the accumulator when the input ends. */
final class ReduceEvents implements FlatMapFunction<Iterator<InternalRow>, Row> {
    private static final long serialVersionUID = 1L;

    private final Selection selection;
    private final MuonColumns columns;
    private final int sampleId;
    private final ReductionAccumulator accumulator;

    ReduceEvents(Selection selection, MuonColumns columns, int sampleId, ReductionAccumulator accumulator) {
        this.selection = selection;
        this.columns = columns;
        this.sampleId = sampleId;
        this.accumulator = accumulator;
    }

    @Override
    public Iterator<Row> call(Iterator<InternalRow> rows) {
        return new Passing(rows);
    }

    private final class Passing implements Iterator<Row> {
        private final Iterator<InternalRow> rows;
        private final ReductionResult result = new ReductionResult(selection.cuts());
        private @Nullable Row next;
        private boolean ended;

        Passing(Iterator<InternalRow> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            while (next == null && rows.hasNext()) {
                InternalRow row = rows.next();
                result.addEvent(columns.event(row));
                double mass = selection.select(columns.muons(row), result.cutFlow());
                if (!Double.isNaN(mass)) {
                    result.fill(mass);
                    next = RowFactory.create((float) mass, sampleId);
                }
            }
            if (next == null && !ended) {
                ended = true;
                accumulator.add(result);
            }
            return next != null;
        }

        @Override
        public Row next() {
            Row row = hasNext() ? next : null;
            if (row == null) {
                throw new NoSuchElementException("no more events");
            }
            next = null;
            return row;
        }
    }
}
