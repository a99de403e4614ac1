package io.farseek.benchmarks.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ParquetOptionsTest {
    @Test
    void takesWhatIsSaidOverTheDefaults() {
        ParquetOptions options = ParquetOptions.parse("--quick", "--latency", "5,1", "--warm-up", "0");
        assertThat(options.latencies()).containsExactly(5, 1);
        assertThat(options.megabytes()).isEqualTo(40);
        assertThat(options.warmUps()).isZero();
        assertThat(options.megabytesPerSecond()).isEqualTo(60);
    }

    @Test
    void measuresAGigabyteUnlessToldOtherwise() {
        assertThat(ParquetOptions.parse().megabytes()).isEqualTo(1000);
    }

    @Test
    void namesWhatItDoesNotTake() {
        assertThatThrownBy(() -> ParquetOptions.parse("--slot", "1")).hasMessageContaining("no option --slot");
        assertThatThrownBy(() -> ParquetOptions.parse("--slots")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> ParquetOptions.parse("--latency", "20,fast")).hasMessageContaining("fast");
        assertThatThrownBy(() -> ParquetOptions.parse("--repetitions", "0")).hasMessageContaining("from 1 to 100");
    }
}
