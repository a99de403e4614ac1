package io.farseek.xrootd.fs;

import io.farseek.fs.config.ConfigKey;
import io.farseek.fs.config.ConfigurationPage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class XrootdConfigurationPageTest {
    @Test
    void thePageSaysWhatTheConstantsSay() throws IOException {
        ConfigurationPage.check("xrootd", "XRootD", ConfigKey.declaredIn(XrootdKeys.class));
    }
}
