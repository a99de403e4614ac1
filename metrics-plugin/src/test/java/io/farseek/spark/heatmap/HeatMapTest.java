package io.farseek.spark.heatmap;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.spark.readings.Distribution;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class HeatMapTest {
    private final long[] perBucket = new long[21];
    private final HeatMapRecorder recorder = new HeatMapRecorder("s3 <get.ttfb>", 60);
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void aBurstIsFaintByCallsAndLoudByTime() throws Exception {
        bimodalWithBurst();
        String calls = new TextHeatMap(80, false, HeatMap.Measure.FREQUENCY).render(recorder.map());
        String time = new TextHeatMap(80, false, HeatMap.Measure.INTENSITY).render(recorder.map());
        assertThat(rowOf(calls, "1.0 s")).contains(".").doesNotContain("@");
        assertThat(rowOf(time, "1.0 s")).contains("@");
        assertThat(rowOf(calls, "512 µs")).contains("@");
        assertThat(calls.lines()).allMatch(line -> line.length() <= 80);
        assertThat(rowOf(calls, "66 ms")).endsWith(" 300");
    }

    @Test
    void rowsGoFromTheSlowestDown() {
        bimodalWithBurst();
        String text = new TextHeatMap(80, false, HeatMap.Measure.FREQUENCY).render(recorder.map());
        assertThat(text.indexOf("1.0 s")).isLessThan(text.indexOf("66 ms"));
        assertThat(text.indexOf("66 ms")).isLessThan(text.indexOf("512 µs"));
        assertThat(text).contains("30 s");
    }

    @Test
    void coloursAreClosed() {
        bimodalWithBurst();
        String text = new TextHeatMap(80, true, HeatMap.Measure.FREQUENCY).render(recorder.map());
        assertThat(text.split("\u001b\\[48;5;", -1)).hasSameSizeAs(text.split("\u001b\\[0m", -1));
    }

    @Test
    void svgIsWellFormedAndTellsEachCell() throws Exception {
        bimodalWithBurst();
        String svg = new SvgHeatMap(800, HeatMap.Measure.INTENSITY).render(recorder.map());
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(61);
        assertThat(svg).contains("up to 1.0 s: 1 calls").contains("s3 &lt;get.ttfb&gt;");
    }

    @Test
    void anEmptyMapSaysSo() {
        assertThat(new TextHeatMap(40, true, HeatMap.Measure.FREQUENCY).render(recorder.map()))
                .contains("no calls");
        assertThat(new SvgHeatMap(400, HeatMap.Measure.FREQUENCY).render(recorder.map()))
                .contains("no calls");
    }

    @Test
    void aLongRunGetsCoarserAndLosesNothing() {
        reading(0, 0);
        for (int i = 0; i < 1000; i++) {
            reading(3, 2);
        }
        HeatMap map = recorder.map();
        assertThat(map.columns()).hasSizeLessThanOrEqualTo(60);
        assertThat(map.total(3)).isEqualTo(2000);
        assertThat(map.columns().stream()
                        .mapToLong(each -> each.length().toSeconds())
                        .sum())
                .isEqualTo(1000);
        assertThat(map.atMost(7).columns()).hasSizeLessThanOrEqualTo(7);
        assertThat(map.atMost(7).total()).isEqualTo(2000);
    }

    @Test
    void recordsFollowTheFormat() throws Exception {
        perBucket[0] = 4;
        perBucket[20] = 1;
        StringBuilder out = new StringBuilder();
        PyLatencyMapRecords.write(out, now, "s3.read, of app", cumulative());
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.subList(0, 5))
                .containsExactly(
                        "<begin record>",
                        "timestamp,microsec,1795219200000000,2026-11-21 00:00:00",
                        "label,s3.read; of app",
                        "latencyunit,microsec",
                        "datasource,oracle");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("<end record>");
        for (String bucket : lines.subList(5, lines.size() - 1)) {
            long bound = Long.parseLong(bucket.substring(0, bucket.indexOf(',')));
            assertThat(bound).isPositive();
            assertThat(Long.bitCount(bound)).isEqualTo(1);
        }
        assertThat(lines).contains("64,4", "67108864,1");
    }

    @Test
    void durationsAreReadable() {
        assertThat(HeatMap.duration(64)).isEqualTo("64 µs");
        assertThat(HeatMap.duration(4096)).isEqualTo("4.1 ms");
        assertThat(HeatMap.duration(32_768)).isEqualTo("33 ms");
        assertThat(HeatMap.duration(1L << 25)).isEqualTo("34 s");
    }

    private void bimodalWithBurst() {
        reading(3, 0);
        for (int second = 0; second < 30; second++) {
            perBucket[10] += 10;
            perBucket[14] += second == 12 ? 1 : 0;
            reading(3, 1000);
        }
    }

    private void reading(int bucket, long calls) {
        perBucket[bucket] += calls;
        recorder.add(now, cumulative());
        now = now.plusSeconds(1);
    }

    private Distribution cumulative() {
        TreeMap<Long, Long> counts = new TreeMap<>();
        long sum = 0;
        for (int i = 0; i < perBucket.length; i++) {
            sum += perBucket[i];
            counts.put(i == 20 ? Long.MAX_VALUE : 64L << i, sum);
        }
        return Distribution.of(counts, 0);
    }

    private static String rowOf(String text, String label) {
        return text.lines()
                .filter(line -> line.startsWith(" ".repeat(9 - label.length()) + label + " |"))
                .findFirst()
                .orElseThrow();
    }
}
