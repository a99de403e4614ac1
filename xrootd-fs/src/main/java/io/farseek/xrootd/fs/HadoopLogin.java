package io.farseek.xrootd.fs;

import io.farseek.xrootd.auth.PlatformLogin;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.Callable;
import org.apache.hadoop.security.UserGroupInformation;

/** The Hadoop user a file system was made for. */
final class HadoopLogin implements PlatformLogin {
    private final UserGroupInformation user;

    HadoopLogin(UserGroupInformation user) {
        this.user = user;
    }

    @Override
    public boolean hasKerberos() {
        return user.hasKerberosCredentials();
    }

    @Override
    public <T> T run(Callable<T> action) throws IOException {
        try {
            PrivilegedExceptionAction<T> privileged = action::call;
            return user.doAs(privileged);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted acting as " + user.getUserName());
        } catch (java.lang.reflect.UndeclaredThrowableException e) {
            throw new IOException("acting as " + user.getUserName() + ": " + e.getCause(), e);
        }
    }
}
