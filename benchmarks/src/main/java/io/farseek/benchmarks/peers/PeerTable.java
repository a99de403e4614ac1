package io.farseek.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as a Markdown table, CSV and bars. */
final class PeerTable {
    private static final double MIB = 1 << 20;
    private static final int IDEAL_CONNECTIONS = 8;

    private final PeerOptions options;
    private final List<Measurement> measurements;
    private final Ideal ideal;

    PeerTable(PeerOptions options, List<Measurement> measurements) {
        this.options = options;
        this.measurements = List.copyOf(measurements);
        this.ideal = new Ideal(options.latencyMillis() / 1e3, options.bytesPerSecond(), IDEAL_CONNECTIONS);
    }

    void write() throws IOException {
        Files.writeString(options.out().resolve("peers.md"), markdown(), StandardCharsets.UTF_8);
        Files.writeString(options.out().resolve("peers.csv"), csv(), StandardCharsets.UTF_8);
        Files.writeString(
                options.out().resolve("peers.svg"),
                new PeerPlot(options, measurements, ideal).svg(),
                StandardCharsets.UTF_8);
    }

    String markdown() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Seconds; reads the store served; MiB moved%s. `%s`, %d ms to the first byte, %d MB/s a connection, 256 MiB object, %d processors, Java %s, %s.%n%n",
                options.readers() == 1 ? "" : ", by " + options.readers() + " readers at once, an object each",
                options.command(),
                options.latencyMillis(),
                options.bytesPerSecond() / 1_000_000,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                LocalDate.now(ZoneOffset.UTC)));
        text.append("| reads |");
        options.peers().forEach(each -> text.append(' ').append(each.title()).append(" |"));
        text.append(" ideal, ").append(IDEAL_CONNECTIONS).append(" connections |\n|---|");
        options.peers().forEach(each -> text.append("---|"));
        text.append("---|\n");
        for (Row row : options.rows()) {
            text.append("| ").append(row.title()).append(" |");
            for (Peer peer : options.peers()) {
                text.append(' ')
                        .append(of(peer, row).map(PeerTable::cell).orElse(""))
                        .append(" |");
            }
            text.append(String.format(Locale.ROOT, " %.2f |%n", ideal.seconds(row.trace())));
        }
        return text.toString();
    }

    String csv() {
        StringBuilder text = new StringBuilder(
                "row,peer,latency_ms,bytes_per_second,seconds,cpu_seconds,read_ms_median,read_ms_p99,read_ms_p999,read_ms_max,requests,bytes,useful_bytes,ideal_seconds,status\n");
        for (Measurement each : measurements) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%.4f,%.4f,%s,%d,%d,%d,%.4f,%s%n",
                    each.row().cell(),
                    each.peer().id(),
                    options.latencyMillis(),
                    options.bytesPerSecond(),
                    each.seconds(),
                    each.cpuSeconds(),
                    each.latencies(),
                    each.requests(),
                    each.bytes(),
                    options.readers() * each.row().trace().usefulBytes(),
                    ideal.seconds(each.row().trace()),
                    each.failure() == null ? "ok" : each.failure().replace(',', ';')));
        }
        return text.toString();
    }

    private Optional<Measurement> of(Peer peer, Row row) {
        return measurements.stream()
                .filter(each -> each.peer().equals(peer) && each.row().equals(row))
                .findFirst();
    }

    private static String cell(Measurement each) {
        return each.failure() != null
                ? "fails"
                : String.format(Locale.ROOT, "%.2f; %d; %.0f", each.seconds(), each.requests(), each.bytes() / MIB);
    }
}
