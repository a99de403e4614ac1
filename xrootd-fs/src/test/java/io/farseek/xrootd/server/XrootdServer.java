package io.farseek.xrootd.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A real {@code xrootd}, as Debian's package {@code xrootd-server} installs it, serving a folder of its own on a port of its own. The server
 * has no directive for a bind address, so it admits clients from this host only.
 */
public final class XrootdServer implements AutoCloseable {
    private static final long START_SECONDS = 30;

    private final Path home;
    private final String name;
    private final int port;
    private final String configuration;
    private final Map<String, String> environment;
    private final List<String> prefix;
    private Process process;

    private XrootdServer(Builder builder) throws IOException {
        this.home = builder.home;
        this.name = builder.name;
        this.port = builder.port == 0 ? freePort() : builder.port;
        this.environment = builder.environment;
        this.prefix = builder.prefix;
        this.configuration = String.join("\n", builder.lines) + "\n";
    }

    /** Skips the test, saying why, unless the server is installed; fails it where servers are required. */
    public static void require(String... programs) {
        for (String each : programs.length == 0 ? new String[] {"xrootd"} : programs) {
            boolean there = Stream.of("/usr/bin/", "/usr/sbin/", "/usr/local/bin/")
                    .anyMatch(folder -> Files.isExecutable(Path.of(folder + each)));
            if (Boolean.getBoolean("farseek.requireServers")) {
                assertThat(there)
                        .as(each + " is required (farseek.requireServers) and not installed;"
                                + " run xrootd-fs/src/test/ci/install-servers")
                        .isTrue();
            }
            Assumptions.assumeTrue(
                    there, each + " is not installed: run xrootd-fs/src/test/ci/install-servers to test against it");
        }
    }

    public static Builder at(Path home, String name) {
        return new Builder(home, name);
    }

    /** A port that is free now. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** The folder that is served as {@code /store}'s parent. */
    public Path data() {
        return home.resolve(name);
    }

    public Path file(String path) {
        return data().resolve(path.substring(1));
    }

    public long pid() {
        return process.pid();
    }

    public String log() {
        try {
            Path log = home.resolve(name + ".log");
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public XrootdServer start() throws IOException {
        Files.createDirectories(data().resolve("store"));
        Files.createDirectories(home.resolve("run-" + name));
        Path config = home.resolve(name + ".cfg");
        Files.writeString(config, configuration.replace("$PORT", Integer.toString(port)));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxr-x"));
        open(data());
        open(home.resolve("run-" + name));
        List<String> command = new ArrayList<>(prefix);
        command.add("xrootd");
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-R", "xrootd"));
        }
        command.addAll(List.of("-c", config.toString(), "-I", "v4", "-n", name));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(home.resolve(name + ".log").toFile()));
        builder.directory(home.toFile());
        process = builder.start();
        awaitPort();
        return this;
    }

    private void awaitPort() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() - deadline < 0) {
            if (!process.isAlive()) {
                throw new IOException("xrootd did not start:\n" + log());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return;
            } catch (IOException e) {
                pause();
            }
        }
        throw new IOException("xrootd did not listen within " + START_SECONDS + " s:\n" + log());
    }

    private void pause() throws IOException {
        try {
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                throw new IOException("xrootd ended:\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Ends the server at once, as a crash would. */
    public void kill() throws IOException {
        process.destroyForcibly();
        await(process);
    }

    public void signal(String signal) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        await(kill);
    }

    private static void await(Process process) throws IOException {
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("a process did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The server runs as another user, who must be able to enter and write. */
    public static void open(Path folder) throws IOException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                if (Files.isDirectory(each)) {
                    Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
                }
            }
        }
        for (Path up = folder.getParent(); up != null && up.getNameCount() > 0; up = up.getParent()) {
            var permissions = Files.getPosixFilePermissions(up);
            if (permissions.add(java.nio.file.attribute.PosixFilePermission.OTHERS_EXECUTE)) {
                Files.setPosixFilePermissions(up, permissions);
            }
        }
    }

    /** Runs a program to its end and returns what it printed. */
    public static String run(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        Path out = Files.createTempFile("run", ".out");
        builder.redirectOutput(out.toFile());
        Process process = builder.start();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " did not end:\n" + Files.readString(out));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        String printed = Files.readString(out);
        Files.delete(out);
        if (process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed with " + process.exitValue() + ":\n" + printed);
        }
        return printed;
    }

    @Override
    public void close() throws IOException {
        if (process != null && process.isAlive()) {
            process.destroyForcibly();
            await(process);
        }
    }

    /** Removes a folder and what is in it. */
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** A server's configuration: the common block, and what a test adds. */
    public static final class Builder {
        private final Path home;
        private final String name;
        private final List<String> lines = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<String> prefix = new ArrayList<>();
        private int port;

        private Builder(Path home, String name) {
            this.home = home.toAbsolutePath();
            this.name = name;
            lines.add("xrd.port $PORT");
            lines.add("xrd.allow host localhost");
            lines.add("all.export /store");
            lines.add("oss.localroot " + this.home.resolve(name));
            lines.add("all.adminpath " + this.home.resolve("run-" + name));
            lines.add("xrootd.chksum max 4 adler32 crc32 crc32c md5");
        }

        public Builder with(String... directives) {
            lines.addAll(List.of(directives));
            return this;
        }

        public Builder on(int fixedPort) {
            port = fixedPort;
            return this;
        }

        public Builder environment(String key, String value) {
            environment.put(key, value);
            return this;
        }

        public XrootdServer start() throws IOException {
            return new XrootdServer(this).start();
        }
    }
}
