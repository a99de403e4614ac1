package io.farseek.fs.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an object is written.
 *
 * @param contentType media type, or null for the store's default
 * @param metadata user metadata, lower-case names
 */
public record WriteOptions(Condition condition, @Nullable String contentType, Map<String, String> metadata) {
    /** Whatever is there is replaced. */
    public static final WriteOptions REPLACE = new WriteOptions(new Condition.Anything(), null, Map.of());

    /** Fails with a {@link PreconditionFailedException} when something is there already. */
    public static final WriteOptions CREATE = new WriteOptions(new Condition.Absent(), null, Map.of());

    public WriteOptions {
        metadata = Map.copyOf(metadata);
    }

    public WriteOptions withCondition(Condition other) {
        return new WriteOptions(other, contentType, metadata);
    }

    /** What must hold at the target for the write to take effect. */
    public sealed interface Condition {
        record Anything() implements Condition {}

        record Absent() implements Condition {}

        record Matches(String etag) implements Condition {}
    }
}
