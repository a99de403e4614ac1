package io.farseek.xrootd.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real manager and two data servers on this host: an {@code xrootd} and a {@code cmsd} each, admitting clients from this host only. */
public final class XrootdCluster implements AutoCloseable {
    private static final long END_SECONDS = 20;

    private final Path home;
    private final int managerPort = XrootdServer.freePort();
    private final int clusterPort = XrootdServer.freePort();
    private final int[] dataPorts = {XrootdServer.freePort(), XrootdServer.freePort()};
    private final Map<String, Process> processes = new LinkedHashMap<>();

    private XrootdCluster(Path home) throws IOException {
        this.home = home.toAbsolutePath();
    }

    /** Starts everything; the data servers join the manager some seconds later. */
    public static XrootdCluster start(Path home) throws IOException {
        XrootdCluster cluster = new XrootdCluster(home);
        cluster.prepare();
        for (String program : List.of("cmsd", "xrootd")) {
            for (String name : List.of("mgr", "ds1", "ds2")) {
                cluster.launch(program, name);
            }
        }
        return cluster;
    }

    public int managerPort() {
        return managerPort;
    }

    /** The port of data server 1 or 2. */
    public int dataPort(int server) {
        return dataPorts[server - 1];
    }

    /** Where data server 1 or 2 keeps a path. */
    public Path file(int server, String path) {
        return home.resolve("data" + server).resolve(path.substring(1));
    }

    /** Ends data server 1 or 2 at once, as a crash would. */
    public void kill(int server) throws IOException {
        end(processes.remove("xrootd-ds" + server));
        end(processes.remove("cmsd-ds" + server));
    }

    private void prepare() throws IOException {
        for (String each : List.of("data1/store", "data2/store", "run")) {
            Files.createDirectories(home.resolve(each));
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        XrootdServer.open(home);
        List<String> lines = new ArrayList<>(List.of(
                "all.export /store",
                "all.manager localhost:" + clusterPort,
                "xrd.allow host localhost",
                "cms.allow host localhost",
                "cms.delay startup 5 servers 1 lookup 2 drop 10s service 5",
                "cms.space linger 0 recalc 15 min 2% 1g 5% 2g",
                "all.adminpath " + home.resolve("run"),
                "if named mgr",
                "  all.role manager",
                "  xrd.port " + managerPort + " if exec xrootd",
                "  xrd.port " + clusterPort + " if exec cmsd",
                "fi"));
        for (int server = 1; server <= 2; server++) {
            lines.addAll(List.of(
                    "if named ds" + server,
                    "  all.role server",
                    "  oss.localroot " + home.resolve("data" + server),
                    "  xrd.port " + dataPort(server),
                    "fi"));
        }
        Files.write(home.resolve("cluster.cfg"), lines);
    }

    private void launch(String program, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(program));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-R", "xrootd"));
        }
        command.addAll(List.of("-c", home.resolve("cluster.cfg").toString(), "-I", "v4", "-n", name));
        Path log = home.resolve(program + "-" + name + ".log");
        processes.put(
                program + "-" + name,
                new ProcessBuilder(command)
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start());
    }

    private static void end(Process process) throws IOException {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("process " + process.pid() + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Process each : processes.values()) {
            end(each);
        }
        processes.clear();
    }
}
