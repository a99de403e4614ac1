package io.farseek.benchmarks.dimuon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReductionOptionsTest {
    private static ReductionOptions parse(String... more) {
        List<String> all = new ArrayList<>(List.of("--algorithm", "aod-reduction", "--output", "out", "--input", "in"));
        all.addAll(Arrays.asList(more));
        return ReductionOptions.parse(all.toArray(String[]::new));
    }

    @Test
    void physicsIsTheDefault() {
        assertThat(parse().massless()).isFalse();
        assertThat(parse().sortMuons()).isTrue();
        assertThat(parse("--compat", "fixed")).isEqualTo(parse());
    }

    @Test
    void referenceIsWhatThePublishedProgramsDo() {
        assertThat(parse("--compat", "reference")).isEqualTo(parse("--massless", "--unsorted"));
        assertThat(parse("--compat", "reference").massless()).isTrue();
        assertThat(parse("--compat", "reference").sortMuons()).isFalse();
    }

    @Test
    void anotherModeIsNamed() {
        assertThatThrownBy(() -> parse("--compat", "old"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'old'")
                .hasMessageContaining("reference");
    }
}
