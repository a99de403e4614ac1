package io.farseek.oci;

import io.farseek.fs.config.ConfigurationPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class OciConfigurationPageTest {
    @Test
    void thePageSaysWhatTheConstantsSay() throws IOException {
        ConfigurationPage.check("oci", "OCI Object Storage", OciConfig.keys());
    }
}
