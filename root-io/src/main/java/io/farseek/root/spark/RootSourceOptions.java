package io.farseek.root.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.farseek.root.column.ReadOptions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code .option(...)} may say, read once on the driver.
 *
 * @param paths files, directories and globs
 * @param trees names of trees (the option is singular) or RNTuples, separated by commas, whose rows follow each other; empty: the only one in the file
 * @param mergeSchema option {@code mergeSchema}: infer the schema from all files instead of the first
 * @param unsignedLong option {@code unsigned64}: how 64-bit unsigned integers appear
 * @param partitionBytes option {@code partitionBytes}: stored bytes of the selected columns a task should read; as
 *     {@code spark.sql.files.maxPartitionBytes} when not given
 * @param openCostBytes bytes a file counts beyond its content when small files are put together, {@code spark.sql.files.openCostInBytes}
 * @param ignoreCorruptFiles option {@code ignoreCorruptFiles}, or {@code spark.sql.files.ignoreCorruptFiles}: skip with a warning what cannot be read
 * @param recursive option {@code recursiveFileLookup}
 * @param nameGlob option {@code pathGlobFilter}
 * @param read options {@code batchRows}, {@code fetchBytes}, {@code decompressionThreads}, {@code verifyChecksums}
 */
record RootSourceOptions(
        List<String> paths,
        List<String> trees,
        boolean mergeSchema,
        UnsignedLong unsignedLong,
        long partitionBytes,
        long openCostBytes,
        boolean ignoreCorruptFiles,
        boolean recursive,
        @Nullable String nameGlob,
        ReadOptions read)
        implements Serializable {
    /** Spark type of a 64-bit unsigned integer. */
    enum UnsignedLong {
        /** {@code decimal(20,0)}: every value is right. */
        DECIMAL,
        /** {@code bigint}: faster; values from 2^63 on appear negative. */
        LONG
    }

    RootSourceOptions {
        paths = List.copyOf(paths);
        trees = List.copyOf(trees);
    }

    static RootSourceOptions of(CaseInsensitiveStringMap options) {
        List<String> paths = paths(options);
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("format 'root' needs a path: load(\"hdfs://.../*.root\")");
        }
        return new RootSourceOptions(
                paths,
                trees(options),
                flag(options, "mergeSchema", false),
                unsignedLong(options),
                bytes(
                        options,
                        "partitionBytes",
                        SessionConfiguration.setting("spark.sql.files.maxPartitionBytes", "128m")),
                JavaUtils.byteStringAsBytes(SessionConfiguration.setting("spark.sql.files.openCostInBytes", "4m")),
                flag(
                        options,
                        "ignoreCorruptFiles",
                        Boolean.parseBoolean(
                                SessionConfiguration.setting("spark.sql.files.ignoreCorruptFiles", "false"))),
                flag(options, "recursiveFileLookup", false),
                options.get("pathGlobFilter"),
                readOptions(options));
    }

    private static ReadOptions readOptions(CaseInsensitiveStringMap options) {
        ReadOptions base = ReadOptions.DEFAULT;
        return new ReadOptions(
                (int) number(options, "batchRows", Integer.toString(base.batchRows()), Long::parseLong),
                bytes(options, "fetchBytes", Long.toString(base.fetchBytes())),
                (int) number(options, "decompressionThreads", Integer.toString(base.parallelism()), Long::parseLong),
                flag(options, "verifyChecksums", base.verifyChecksums()),
                // Spark is done with a batch when it asks for the next, as it has to be with those of its own Parquet
                // reader
                true);
    }

    private static List<String> paths(CaseInsensitiveStringMap options) {
        List<String> paths = new ArrayList<>();
        String single = options.get("path");
        if (single != null) {
            paths.add(single);
        }
        String several = options.get("paths");
        if (several != null) {
            try {
                paths.addAll(Arrays.asList(new ObjectMapper().readValue(several, String[].class)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("option paths is not a JSON list of strings: " + several, e);
            }
        }
        return paths;
    }

    private static List<String> trees(CaseInsensitiveStringMap options) {
        String trees = options.getOrDefault("tree", "");
        return Arrays.stream(trees.split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static UnsignedLong unsignedLong(CaseInsensitiveStringMap options) {
        String value = options.getOrDefault("unsigned64", "decimal").toUpperCase(Locale.ROOT);
        try {
            return UnsignedLong.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("option unsigned64 is '" + value + "' but must be decimal or long", e);
        }
    }

    private static boolean flag(CaseInsensitiveStringMap options, String name, boolean otherwise) {
        String value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            throw new IllegalArgumentException("option " + name + " is '" + value + "' but must be true or false");
        }
        return Boolean.parseBoolean(value);
    }

    private static long bytes(CaseInsensitiveStringMap options, String name, String otherwise) {
        return number(options, name, otherwise, JavaUtils::byteStringAsBytes);
    }

    private static long number(
            CaseInsensitiveStringMap options, String name, String otherwise, ToLongFunction<String> parser) {
        String value = options.getOrDefault(name, otherwise);
        try {
            long parsed = parser.applyAsLong(value);
            if (parsed > 0) {
                return parsed;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("option " + name + " is '" + value + "', which is not a number", e);
        }
        throw new IllegalArgumentException("option " + name + " is '" + value + "' but must be positive");
    }
}
