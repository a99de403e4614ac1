package io.farseek.benchmarks.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private static CommandLine parse(String... arguments) {
        return new CommandLine()
                .option("--slots", "2,4")
                .option("--files", 64)
                .out("here")
                .flag("--quick", Map.of("--files", "8", "--slots", "1"))
                .words(List.of("memory", "tail"))
                .parse(List.of(arguments));
    }

    @Test
    void givenValuesPrecedePresetsAndPresetsDefaultsWhateverTheOrder() {
        assertThat(parse().count("--files", 1, 100)).isEqualTo(64);
        assertThat(parse("--quick").counts("--slots", 1, 9)).containsExactly(1);
        for (CommandLine each : List.of(parse("--quick", "--files", "3"), parse("--files", "3", "--quick"))) {
            assertThat(each.count("--files", 1, 100)).isEqualTo(3);
            assertThat(each.has("--quick")).isTrue();
            assertThat(each.given("--slots")).isFalse();
        }
        assertThat(parse("tail", "--files", "3", "memory").words()).containsExactly("tail", "memory");
    }

    @Test
    void resultsGoWhereOutSaysByItsEarlierNameToo() {
        assertThat(parse().out()).isEqualTo(Path.of("here"));
        assertThat(parse("--out", "there").out()).isEqualTo(Path.of("there"));
        assertThat(parse("--output", "there").out()).isEqualTo(Path.of("there"));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertThatThrownBy(() -> parse("--slot", "1")).hasMessageContaining("no option --slot");
        assertThatThrownBy(() -> parse("weather"))
                .hasMessageContaining("weather")
                .hasMessageContaining("memory");
        assertThatThrownBy(() -> parse("--output")).hasMessageContaining("--output needs a value");
        assertThatThrownBy(() -> parse("--files", "9").count("--files", 1, 8))
                .hasMessageContaining("--files 9 is not a whole number from 1 to 8");
        assertThatThrownBy(() -> parse("--slots", "2,x").counts("--slots", 1, 8))
                .hasMessageContaining("--slots x");
    }
}
