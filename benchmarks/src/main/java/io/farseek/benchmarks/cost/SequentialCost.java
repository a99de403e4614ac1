package io.farseek.benchmarks.cost;

import io.farseek.benchmarks.store.FolderStoreMain;
import io.farseek.benchmarks.store.StoreProcess;
import io.farseek.benchmarks.tool.CommandLine;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The {@code farseek bench cpu} tool: an object read from front to back through Farseek's stream, and through Amazon's SDK with either of its
 * blocking HTTP clients, in one {@code getObject} and in several at once; processor time and time of each client's process. The store is a process of its own.
 */
public final class SequentialCost {
    private static final Duration DEADLINE = Duration.ofMinutes(4);
    private static final long OBJECT_BYTES = 256 << 20;
    private static final int WARM_UP_SECONDS = 20;

    /** As fast as the machine, and the network of the other tables. */
    private enum Store {
        UNLIMITED("unlimited", 0, 0, 40),
        USUAL("20 ms, 60 MB/s a connection", 20, 60_000_000, 6);

        private final String title;
        private final int firstByteMillis;
        private final int bytesPerSecond;
        private final int rounds;

        Store(String title, int firstByteMillis, int bytesPerSecond, int rounds) {
            this.title = title;
            this.firstByteMillis = firstByteMillis;
            this.bytesPerSecond = bytesPerSecond;
            this.rounds = rounds;
        }
    }

    private record Client(String title, String name, String classPath) {}

    private static final String HELP = CommandLine.help("cpu");

    private SequentialCost() {}

    public static void main(String[] arguments) throws IOException {
        if (!CommandLine.goesOn("cpu", HELP, arguments)) {
            return;
        }
        measure(System.out);
    }

    private static void measure(PrintStream out) throws IOException {
        String own = System.getProperty("java.class.path");
        List<Client> clients = new ArrayList<>();
        clients.add(new Client("Farseek", "farseek", own));
        clients.add(new Client("SDK 2.56, java.net.HttpURLConnection, 8 ranges at once", "ranges", own));
        clients.add(new Client("SDK 2.56, java.net.HttpURLConnection", "sdk", own));
        // The SDK's usual HTTP client comes with S3A's class path.
        Path apache = Path.of(System.getProperty("farseek.peers", ""), "s3a-3.5.0.run");
        if (Files.exists(apache)) {
            String peers = Files.readString(apache).strip();
            clients.add(new Client("SDK 2.35, Apache HTTP client, 8 ranges at once", "ranges", peers));
            clients.add(new Client("SDK 2.35, Apache HTTP client", "sdk", peers));
        }
        out.println("| store | client | processor seconds a GB | MB/s |");
        out.println("|---|---|---|---|");
        try (ObjectFolder folder = ObjectFolder.create(OBJECT_BYTES)) {
            for (Store store : Store.values()) {
                for (Client each : clients) {
                    out.printf(
                            Locale.ROOT, "| %s | %s | %s |%n", store.title, each.title, measure(each, store, folder));
                }
            }
        }
    }

    private static String measure(Client client, Store limits, ObjectFolder folder) throws IOException {
        try (StoreProcess store = StoreProcess.start(
                System.getProperty("java.class.path"),
                FolderStoreMain.class.getName(),
                256,
                folder.folder().resolve("store.log"),
                folder.folder().toString(),
                String.valueOf(limits.firstByteMillis),
                String.valueOf(limits.bytesPerSecond))) {
            String[] figures = MeasuredProcess.lastLine(
                            folder.folder(),
                            DEADLINE,
                            List.of("-Xmx2g"),
                            client.classPath,
                            SequentialMain.class,
                            client.name,
                            store.endpoint().toString(),
                            folder.bucket().toString(),
                            String.valueOf(OBJECT_BYTES),
                            String.valueOf(WARM_UP_SECONDS),
                            String.valueOf(limits.rounds))
                    .split(" ", 2);
            return String.format(
                    Locale.ROOT,
                    "%.2f | %.0f",
                    Double.parseDouble(figures[0]) * 1e9 / OBJECT_BYTES,
                    OBJECT_BYTES / 1e6 / Double.parseDouble(figures[1]));
        }
    }
}
