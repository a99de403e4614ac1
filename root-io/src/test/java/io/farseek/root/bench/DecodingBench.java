package io.farseek.root.bench;

import io.farseek.root.write.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The {@code farseek bench root} tool: a table of how fast sample files are read beside their codec alone. */
public final class DecodingBench {
    private static final List<String> CODECS = List.of("none", "lz4", "zstd", "zlib", "lzma");

    private DecodingBench() {}

    /** Codecs, separated by commas, and the processor seconds of a round; all and one without arguments. */
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException {
        if (List.of(arguments).contains("--help") || List.of(arguments).contains("-h")) {
            try (InputStream text = Objects.requireNonNull(DecodingBench.class.getResourceAsStream("help.txt"))) {
                text.transferTo(System.out);
            }
            return;
        }
        List<String> codecs = arguments.length > 0 ? List.of(arguments[0].split(",", -1)) : CODECS;
        double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 1;
        Decoding decoding = new Decoding(seconds, 3);
        System.out.println(
                "| columns | codec | stored / plain | codec alone, MB/s | whole read, MB/s | kept | new arrays, MB/s |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (String codec : codecs) {
            for (SampleTree sample : SampleTree.values()) {
                Decoding.Speed speed = decoding.measure(sample, Compression.parse(codec));
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %.2f | %.0f | %.0f | %.2f | %.0f |%n",
                        sample.title(),
                        codec,
                        speed.storedShare(),
                        speed.codecMegabytes(),
                        speed.readMegabytes(),
                        speed.kept(),
                        speed.newArraysMegabytes());
            }
        }
    }
}
