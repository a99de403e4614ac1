package io.farseek.xrootd.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.xrootd.server.TestAuthority;
import io.farseek.xrootd.server.TestRealm;
import io.farseek.xrootd.server.XrootdServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Hadoop user who has logged in with a keytab needs nothing else to be known to a server that wants Kerberos. */
@Timeout(120)
class KerberosLoginTest {
    private static final String CONFIGURATION = "java.security.krb5.conf";

    @Test
    void theTicketOfHadoopsLoginIsUsed() throws Exception {
        XrootdServer.require("xrootd", "krb5kdc", "kadmin.local");
        java.nio.file.Path home = Files.createTempDirectory("xrd-login");
        String before = System.getProperty(CONFIGURATION);
        try (TestRealm realm = TestRealm.in(home.resolve("realm"))) {
            System.setProperty(CONFIGURATION, realm.configuration().toString());
            TestAuthority.own(realm.keytab("server"), "xrootd");
            Configuration secure = new Configuration();
            secure.set("hadoop.security.authentication", "kerberos");
            secure.set("fs.farseek.xrootd.krb5.cache", home.resolve("no-cache").toString());
            UserGroupInformation.setConfiguration(secure);
            try (XrootdServer server = XrootdServer.at(home, "data")
                    .with("xrootd.seclib libXrdSec.so")
                    .with("sec.protocol krb5 " + realm.keytab("server") + " xrootd/localhost@" + TestRealm.NAME)
                    .with("sec.protbind * only krb5")
                    .environment("KRB5_CONFIG", realm.configuration().toString())
                    .environment("KRB5RCACHETYPE", "none")
                    .start()) {
                Files.writeString(server.file("/store/f"), "x");
                UserGroupInformation alice = UserGroupInformation.loginUserFromKeytabAndReturnUGI(
                        "alice@" + TestRealm.NAME, realm.keytab("alice").toString());
                assertThat(alice.doAs((PrivilegedExceptionAction<Long>) () -> length(server, new Configuration())))
                        .isEqualTo(1);
                UserGroupInformation nobody = UserGroupInformation.createRemoteUser("nobody");
                assertThatThrownBy(() -> nobody.doAs((PrivilegedExceptionAction<Long>) () -> length(server, secure)))
                        .isInstanceOf(AccessControlException.class)
                        .hasMessageContainingAll("krb5:", "localhost:" + server.port(), "kinit");
            }
        } finally {
            if (before == null) {
                System.clearProperty(CONFIGURATION);
            } else {
                System.setProperty(CONFIGURATION, before);
            }
            UserGroupInformation.reset();
            XrootdServer.delete(home);
        }
    }

    private static long length(XrootdServer server, Configuration configuration) throws IOException {
        try (FileSystem fs = FileSystem.newInstance(URI.create("root://localhost:" + server.port()), configuration)) {
            return fs.getFileStatus(new Path("/store/f")).getLen();
        }
    }
}
