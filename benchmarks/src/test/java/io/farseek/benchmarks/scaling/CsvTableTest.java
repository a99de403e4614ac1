package io.farseek.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTableTest {
    @Test
    void readsWhatItWrites() throws IOException {
        CsvTable table = new CsvTable(
                List.of("name", "value"), List.of(List.of("a, \"quoted\" one", "1.5"), List.of("", "plain")));
        CsvTable again = CsvTable.parse(table.text().lines().toList(), "memory");
        assertThat(again).isEqualTo(table);
        assertThat(again.text()).isEqualTo(table.text());
        assertThat(again.cell(0, "name")).isEqualTo("a, \"quoted\" one");
    }

    @Test
    void saysWhichLineIsBroken() {
        assertThatThrownBy(() -> CsvTable.parse(List.of("a,b", "1,2", "1"), "runs.csv"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 3 of runs.csv");
    }
}
