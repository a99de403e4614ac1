package io.farseek.spark.heatmap;

import io.farseek.spark.readings.Distribution;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Writes distributions as the text records PyLatencyMap 1.3 reads from its standard input and animates.
 *
 * <p>A record holds running totals for each bucket; the reader takes differences itself, and sums lines of one bucket, so the records of
 * several processes may be joined. The source is given as {@code oracle} because that is what makes the reader take a bucket's number as
 * its upper bound, which ours are. A bucket of 0 or one that is not a power of two is an error there: such bounds go to the next power
 * of two, the unbounded bucket to the double of the last bound.
 */
public final class PyLatencyMapRecords {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PyLatencyMapRecords() {}

    /**
     * Writes one record.
     *
     * @param label what was timed; commas become semicolons, which the format reserves
     * @param cumulative times in microseconds since the source started
     */
    public static void write(Appendable to, Instant at, String label, Distribution cumulative) throws IOException {
        long micros = at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
        to.append("<begin record>\n");
        to.append("timestamp,microsec," + micros + "," + DATE.format(at) + "\n");
        to.append("label," + label.replace(',', ';').replace('\n', ' ') + "\n");
        to.append("latencyunit,microsec\n");
        to.append("datasource,oracle\n");
        for (int i = 0; i < cumulative.size(); i++) {
            to.append(powerOfTwo(cumulative, i) + "," + cumulative.countIn(i) + "\n");
        }
        to.append("<end record>\n");
    }

    private static long powerOfTwo(Distribution distribution, int index) {
        long bound = distribution.bound(index);
        if (bound == Long.MAX_VALUE) {
            return index == 0 ? 1L << 62 : 2 * powerOfTwo(distribution, index - 1);
        }
        long floor = Long.highestOneBit(Math.max(1, bound));
        return floor == Math.max(1, bound) ? floor : floor << 1;
    }
}
