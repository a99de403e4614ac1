package io.farseek.fs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReleaseTest {
    @Test
    void thisModuleSaysItsRelease() throws Exception {
        URL resource = Release.class.getClassLoader().getResource(Release.RESOURCE);

        assertThat(new String(resource.openStream().readAllBytes(), StandardCharsets.UTF_8))
                .matches("release=\\d+\\.\\d+\\.\\d+.*\\s*");
        assertThatCode(Release::requireOne).doesNotThrowAnyException();
    }

    @Test
    void jarsOfOneReleaseAreFine() {
        assertThatCode(() -> Release.requireOne(Map.of("a.jar", "1.2.0", "b.jar", "1.2.0")))
                .doesNotThrowAnyException();
    }

    @Test
    void jarsOfTwoReleasesAreNamed() {
        assertThatThrownBy(() -> Release.requireOne(Map.of("s3.jar", "1.2.0", "oci.jar", "1.1.0")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("1.2.0 in s3.jar")
                .hasMessageContaining("1.1.0 in oci.jar");
    }
}
