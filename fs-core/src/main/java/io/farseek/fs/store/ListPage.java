package io.farseek.fs.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing, in key order.
 *
 * @param prefixes what was folded, each ending in {@code /}
 * @param continuation what the next page begins with, or null when this is the last
 */
public record ListPage(
        List<ObjectStat> objects,
        List<String> prefixes,
        @Nullable String continuation) {
    public ListPage {
        objects = List.copyOf(objects);
        prefixes = List.copyOf(prefixes);
    }

    public boolean isEmpty() {
        return objects.isEmpty() && prefixes.isEmpty();
    }
}
