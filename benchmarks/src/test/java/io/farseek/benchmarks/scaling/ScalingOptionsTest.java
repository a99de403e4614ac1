package io.farseek.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.benchmarks.store.FirstByte;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScalingOptionsTest {
    @Test
    void takesWhatIsSaidOverTheDefaults() {
        ScalingOptions options = ScalingOptions.parse("--slots", "8,1", "--latency", "60", "--no-sizes");
        assertThat(options.slots()).containsExactly(1, 8);
        assertThat(options.limits().firstByte()).isEqualTo(FirstByte.fixed(Duration.ofMillis(60)));
        assertThat(options.sizes()).isFalse();
        assertThat(options.data()).isEqualTo(options.output().resolve("data"));
    }

    @Test
    void goesOnWhereItStoppedAndStopsInTime() {
        ScalingOptions options = ScalingOptions.parse("--resume", "--minutes", "7");
        assertThat(options.resume()).isTrue();
        assertThat(options.minutes()).isEqualTo(7);
        assertThat(ScalingOptions.parse().resume()).isFalse();
        assertThat(ScalingOptions.parse().slots()).contains(64);
        assertThatThrownBy(() -> ScalingOptions.parse("--minutes", "0")).hasMessageContaining("--minutes");
    }

    @Test
    void namesWhatItDoesNotTake() {
        assertThatThrownBy(() -> ScalingOptions.parse("--slot", "1")).hasMessageContaining("no option --slot");
        assertThatThrownBy(() -> ScalingOptions.parse("--slots")).hasMessageContaining("needs a value");
        assertThatThrownBy(() -> ScalingOptions.parse("--slots", "one")).hasMessageContaining("--slots one");
        assertThatThrownBy(() -> ScalingOptions.parse("--slots", "0")).hasMessageContaining("from 1 to 512");
    }
}
