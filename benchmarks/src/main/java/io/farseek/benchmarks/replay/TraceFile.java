package io.farseek.benchmarks.replay;

import io.farseek.readahead.ByteRange;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A trace on disk: one read a line, {@code offset,length} in bytes. Blank lines, comments after {@code #} and a heading are passed over. */
public final class TraceFile {
    private TraceFile() {}

    /** The reads in their order; at least one. */
    public static List<ByteRange> read(Path file) throws IOException {
        List<ByteRange> reads = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                String text = line.replaceFirst("#.*", "").strip();
                if (text.isEmpty() || (reads.isEmpty() && text.matches("(?i)offset\\s*,\\s*length.*"))) {
                    continue;
                }
                reads.add(parse(text, file, number));
            }
        }
        if (reads.isEmpty()) {
            throw new IOException(file + " holds no reads; write one a line as offset,length in bytes");
        }
        return reads;
    }

    private static ByteRange parse(String text, Path file, int number) throws IOException {
        List<String> fields = List.of(text.split("\\s*,\\s*", -1));
        try {
            long length = Long.parseLong(fields.get(1));
            if (length < 1 || length > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("a read of " + length + " bytes");
            }
            return ByteRange.of(Long.parseLong(fields.get(0)), length);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException(file + ", line " + number + ": \"" + text + "\" is not offset,length in bytes", e);
        }
    }
}
