package io.farseek.benchmarks.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.farseek.benchmarks.dimuon.DimuonGenerator;
import io.farseek.benchmarks.store.LoggedRequest;
import io.farseek.spark.readings.StoreReading;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class DemoOutputTest {
    private static final long EVENTS = 40_000;

    @Test
    void theCurveHoldsEveryPair() {
        Reduction reduction = reduction(0, EVENTS);
        SpectrumCurve curve = SpectrumCurve.of(reduction.spectrum(), 90);
        double sum = 0;
        for (int column = 0; column < 90; column++) {
            double low = 0.25 * Math.pow(1200, column / 90.0);
            double high = 0.25 * Math.pow(1200, (column + 1) / 90.0);
            sum += curve.perGev().get(column) * (high - low);
        }
        assertThat(sum)
                .isCloseTo(
                        reduction.spectrum().inside(),
                        within(0.1 * reduction.spectrum().inside()));
    }

    @Test
    void theTextPlotShowsTheJpsiAsThePeakItIs() {
        String plot = new TextSpectrum(100, false)
                .render(SpectrumCurve.of(reduction(0, EVENTS).spectrum(), 80));
        List<String> lines = plot.lines().toList();
        assertThat(lines.get(0)).contains("phi", "J/psi", "Y", "Z");
        int column = 9 + SpectrumCurve.column(3.0969, 80);
        assertThat(lines.get(1).charAt(column)).isNotEqualTo(' ');
        assertThat(lines.get(1).substring(9).replace(" ", "").length()).isLessThan(12);
        assertThat(lines).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theSvgPlotIsWellFormed() throws Exception {
        String svg = SvgSpectrum.render(SpectrumCurve.of(reduction(0, EVENTS).spectrum(), 320));
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("polyline").getLength()).isEqualTo(1);
        assertThat(svg).contains("J/ψ", "Υ").doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void partsInAnyOrderAreTheWhole() {
        Reduction whole = reduction(0, 3000);
        assertThat(reduction(1000, 3000).merge(reduction(0, 1000)).sameAs(whole))
                .isTrue();
        assertThat(reduction(0, 2999).sameAs(whole)).isFalse();
        assertThat(reduction(0, 2999).merge(reduction(2998, 2999)).sameAs(whole))
                .as("one event twice and one missing")
                .isFalse();
    }

    @Test
    void theTableComparesWhatTheStoreSaw() {
        ReadRun slow = run("no read-ahead", 8.0, get(0, 30), get(10, 30), get(40, 30), head(5));
        ReadRun fast = run("Farseek", 2.0, get(0, 30));
        String text = Comparison.text(new Comparison(List.of(slow, fast)).table());
        assertThat(text.lines().map(line -> line.strip().replaceAll(" {2,}", "|")))
                .contains(
                        "no read-ahead|Farseek",
                        "time|8.0 s|2.0 s",
                        "faster by|1.0 x|4.0 x",
                        "GET requests|3|1",
                        "other requests|1|0",
                        "GETs at once, at most|2|1",
                        "amplification|0.30|0.10");
        assertThat(slow.firstByteMicros(0.5)).isEqualTo(30_000);
    }

    @Test
    void thePageStandsAlone() {
        ReadRun run = run("no <read-ahead>", 8.0, get(0, 30));
        String page = DemoPage.render("a & b", "setup", new Comparison(List.of(run, run)));
        assertThat(page)
                .contains("a &amp; b", "no &lt;read-ahead&gt;", "<polyline", "jpsi")
                .doesNotContain("src=")
                .doesNotContain("href=");
    }

    @Test
    void progressOffATerminalTellsEndsOnly() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        progress.begin("Store");
        progress.at("half");
        progress.end("ready");
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .matches("\\[ *\\d+\\.\\d s] Store: ready \\(\\d+\\.\\d s\\)\\R");
    }

    @Test
    void failuresBecomeSentences() {
        assertThat(Failures.sentence(new RuntimeException("task failed", new IOException("No space left on device"))))
                .startsWith("The disk is full: make room");
        assertThat(Failures.sentence(new RuntimeException(new OutOfMemoryError("Java heap space"))))
                .startsWith("Memory ran out");
        assertThat(Failures.sentence(new IllegalStateException("odd")))
                .contains("IllegalStateException: odd", "--keep");
    }

    private static Reduction reduction(long from, long to) {
        DimuonGenerator generator = new DimuonGenerator(1);
        Reduction reduction = new Reduction();
        for (long event = from; event < to; event++) {
            reduction.add(generator.event(event));
        }
        return reduction;
    }

    private static ReadRun run(String name, double seconds, LoggedRequest... requests) {
        return new ReadRun(
                name,
                reduction(0, 100),
                seconds,
                new StoreReading("s3", false, new TreeMap<>()),
                List.of(requests),
                10_000,
                seconds,
                List.of());
    }

    private static LoggedRequest get(long startMillis, long millis) {
        long nanos = millis * 1_000_000;
        return new LoggedRequest(startMillis * 1_000_000, "GET", "/o", "", 206, 0, 1000, nanos, nanos, true);
    }

    private static LoggedRequest head(long startMillis) {
        return new LoggedRequest(startMillis * 1_000_000, "HEAD", "/o", "", 200, 0, 0, 1, 1, true);
    }
}
