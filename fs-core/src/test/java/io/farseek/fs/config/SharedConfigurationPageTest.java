package io.farseek.fs.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedConfigurationPageTest {
    @Test
    void thePageSaysWhatTheConstantsSay() throws IOException {
        ConfigurationPage.check("shared", "Every connector", SharedConfig.keys());
    }

    @Test
    void everyKeyIsExplainedInOneSentenceAndNamedInLowerCase() {
        List<ConfigKey<?>> keys = SharedConfig.keys();

        assertThat(keys).allSatisfy(key -> {
            assertThat(key.sentence()).endsWith(".").doesNotContain("\n");
            assertThat(key.name()).matches("[a-z0-9.-]+");
        });
        assertThat(keys.stream().map(ConfigKey::fullName)).doesNotHaveDuplicates();
    }
}
