package io.farseek.xrootd.auth;

import java.io.IOException;
import java.util.concurrent.Callable;

/** The login of the platform the client runs in, such as Hadoop's user. */
public interface PlatformLogin {
    /** There is no such login. */
    PlatformLogin NONE = new PlatformLogin() {
        @Override
        public boolean hasKerberos() {
            return false;
        }

        @Override
        public <T> T run(Callable<T> action) throws IOException {
            try {
                return action.call();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    };

    /** Whether the login holds a Kerberos ticket or key. */
    boolean hasKerberos();

    /** Runs the action as that login. */
    <T> T run(Callable<T> action) throws IOException;
}
