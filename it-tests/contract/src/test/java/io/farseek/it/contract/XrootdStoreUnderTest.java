package io.farseek.it.contract;

import io.farseek.xrootd.server.XrootdServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** A real XRootD server that exports everything from its root on. */
public class XrootdStoreUnderTest implements StoreUnderTest {
    private final XrootdServer server;

    public XrootdStoreUnderTest() {
        try {
            Path home = Files.createTempDirectory("xrootd-contract");
            server = XrootdServer.at(home, "data").with("all.export /").start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(home)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop(Path home) {
        try {
            server.close();
            XrootdServer.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String scheme() {
        return "root";
    }

    @Override
    public String uri() {
        return "root://localhost:" + server.port();
    }

    @Override
    public void configure(Configuration configuration) {
        configuration.set("fs.AbstractFileSystem.root.impl", "io.farseek.xrootd.fs.XrootdFs");
        configuration.set("fs.permissions.umask-mode", "022");
    }
}
