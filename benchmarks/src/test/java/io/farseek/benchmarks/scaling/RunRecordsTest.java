package io.farseek.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.benchmarks.store.LoggedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordsTest {
    private static final long START = 7_000_000_000L;

    @TempDir
    private Path folder;

    @Test
    void ranksLatenciesByTheirKind() {
        List<LoggedRequest> requests = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            requests.add(get(0, 0, i / 1000.0, 1));
        }
        requests.add(new LoggedRequest(START, "GET", "/b?list-type=2", "", 200, 0, 0, 5_000, 5_000, true));
        assertThat(RunRecords.latencyRows(3, "127.0.0.1", requests))
                .containsExactly(
                        List.of(
                                "3",
                                "GET",
                                "127.0.0.1",
                                "1000",
                                "1000",
                                "500000",
                                "900000",
                                "990000",
                                "999000",
                                "1000000",
                                "500500.000"),
                        List.of("3", "LIST", "127.0.0.1", "1", "5", "5", "5", "5", "5", "5", "5.000"));
    }

    @Test
    void spreadsBytesOverTheBodyAndCountsWhoIsBusy() {
        // A body of a million bytes from 0.25 s to 0.75 s, asked for at 0.1 s.
        List<List<String>> rows = RunRecords.timelineRows(
                1,
                START,
                1,
                List.of(get(0.1, 0.15, 0.65, 1_000_000)),
                List.of(new RunRecords.Span(0, 0.5), new RunRecords.Span(0.2, 1)));
        assertThat(rows)
                .containsExactly(
                        List.of("1", "0.000", "1", "0.000", "4.000"),
                        List.of("1", "0.250", "2", "2.000", "0.000"),
                        List.of("1", "0.500", "1", "2.000", "0.000"),
                        List.of("1", "0.750", "1", "0.000", "0.000"));
    }

    @Test
    void addsToWhatEarlierRunsWrote() throws IOException {
        RunRecords records = new RunRecords(folder);
        records.add(1, "127.0.0.1", START, 0.5, List.of(get(0.1, 0.1, 0.2, 10)), List.of());
        records.add(2, "127.0.0.1", START, 0.25, List.of(get(0.1, 0.1, 0.2, 10)), List.of());
        assertThat(Files.readAllLines(folder.resolve("requests.csv")))
                .containsExactly(
                        String.join(",", RunRecords.REQUEST_COLUMNS),
                        "1,100.000,GET,/b/k,bytes=0-9,206,10,100.000,200.000",
                        "2,100.000,GET,/b/k,bytes=0-9,206,10,100.000,200.000");
        assertThat(Files.readAllLines(folder.resolve("timeline.csv"))).hasSize(1 + 2 + 1);
        assertThat(Files.readAllLines(folder.resolve("latency.csv"))).hasSize(1 + 2);
    }

    private static LoggedRequest get(double began, double firstByte, double total, long bytes) {
        return new LoggedRequest(
                START + (long) (began * 1e9),
                "GET",
                "/b/k",
                "bytes=0-" + (bytes - 1),
                206,
                0,
                bytes,
                (long) (firstByte * 1e9),
                (long) (total * 1e9),
                true);
    }
}
