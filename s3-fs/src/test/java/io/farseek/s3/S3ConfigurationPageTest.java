package io.farseek.s3;

import io.farseek.fs.config.ConfigurationPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class S3ConfigurationPageTest {
    @Test
    void thePageSaysWhatTheConstantsSay() throws IOException {
        ConfigurationPage.check("s3", "S3", S3Config.keys());
    }
}
