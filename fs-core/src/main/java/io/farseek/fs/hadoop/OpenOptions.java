package io.farseek.fs.hadoop;

import io.farseek.readahead.ReadAheadSettings;
import io.farseek.readahead.ReadPattern;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Options;

/**
 * What a caller of {@code openFile} said of its reads.
 *
 * @param length of the file, if said
 * @param splitBytes length of the part that will be read, if start and end were said
 */
public record OpenOptions(ReadPattern pattern, OptionalLong length, OptionalLong splitBytes) {
    /** Said by callers of older Hadoop, with fewer policies. */
    private static final String OLD_POLICY = "fs.s3a.experimental.input.fadvise";

    private static final double LARGEST = 1L << 60;

    // A reader of lines goes beyond the end of its split to the end of the line.
    private static final long BEYOND_SPLIT = 1 << 20;

    /** The options that may be declared mandatory. */
    public static final Set<String> KNOWN = Set.of(
            OLD_POLICY,
            Options.OpenFileOptions.FS_OPTION_OPENFILE_LENGTH,
            Options.OpenFileOptions.FS_OPTION_OPENFILE_SPLIT_START,
            Options.OpenFileOptions.FS_OPTION_OPENFILE_SPLIT_END,
            Options.OpenFileOptions.FS_OPTION_OPENFILE_BUFFER_SIZE,
            Options.OpenFileOptions.FS_OPTION_OPENFILE_FOOTER_CACHE,
            Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY);

    public static final OpenOptions NONE =
            new OpenOptions(ReadPattern.ADAPTIVE, OptionalLong.empty(), OptionalLong.empty());

    /** {@code options} are those of one openFile call. */
    public static OpenOptions of(Configuration options) {
        String policies = Options.OpenFileOptions.FS_OPTION_OPENFILE_READ_POLICY;
        OptionalLong start = number(options, Options.OpenFileOptions.FS_OPTION_OPENFILE_SPLIT_START);
        OptionalLong end = number(options, Options.OpenFileOptions.FS_OPTION_OPENFILE_SPLIT_END);
        boolean split = start.isPresent() && end.isPresent() && end.getAsLong() > start.getAsLong();
        return new OpenOptions(
                pattern(options.getTrimmedStringCollection(options.get(policies) != null ? policies : OLD_POLICY)),
                number(options, Options.OpenFileOptions.FS_OPTION_OPENFILE_LENGTH),
                split ? OptionalLong.of(end.getAsLong() - start.getAsLong()) : OptionalLong.empty());
    }

    /** The first policy that is known decides. */
    static ReadPattern pattern(Collection<String> policies) {
        for (String each : policies) {
            switch (each.trim().toLowerCase(Locale.ROOT)) {
                case "default", "adaptive", "normal" -> {
                    return ReadPattern.ADAPTIVE;
                }
                case "parquet", "orc", "columnar" -> {
                    return ReadPattern.COLUMNAR;
                }
                case "vector", "random", "hbase" -> {
                    return ReadPattern.RANDOM;
                }
                case "sequential", "csv", "json", "avro" -> {
                    return ReadPattern.SEQUENTIAL;
                }
                case "whole-file" -> {
                    return ReadPattern.WHOLE_FILE;
                }
                default -> {
                    // A policy of a later Hadoop: callers list more general ones after it.
                }
            }
        }
        return ReadPattern.ADAPTIVE;
    }

    /** The settings for this open: nothing is fetched ahead far beyond a split. */
    public ReadAheadSettings applyTo(ReadAheadSettings settings) {
        ReadAheadSettings patterned = settings.withPattern(pattern);
        return splitBytes.isPresent()
                ? patterned.withWindowBytes(Math.min(settings.windowBytes(), splitBytes.getAsLong() + BEYOND_SPLIT))
                : patterned;
    }

    private static OptionalLong number(Configuration options, String name) {
        String text = options.getTrimmed(name);
        if (text == null || text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            // Some engines pass a double's spelling; a negative or absurd one says nothing.
            double value = Double.parseDouble(text);
            return value >= 0 && value < LARGEST ? OptionalLong.of((long) value) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("open option " + name + " = \"" + text + "\" is not a number", e);
        }
    }
}
