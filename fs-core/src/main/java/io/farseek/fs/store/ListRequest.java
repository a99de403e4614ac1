package io.farseek.fs.store;

import org.jspecify.annotations.Nullable;

/**
 * One page of a listing.
 *
 * @param prefix only keys that begin with this
 * @param deep true for every key below the prefix, false to fold everything behind the next {@code /} into one prefix
 * @param startAfter only keys greater than this, or null for all
 * @param continuation where the page before ended, from {@link ListPage#continuation}, or null for the first page
 * @param limit most entries wanted, objects and prefixes together
 */
public record ListRequest(
        String prefix,
        boolean deep,
        @Nullable String startAfter,
        @Nullable String continuation,
        int limit) {
    public ListRequest {
        if (limit < 1) {
            throw new IllegalArgumentException("a listing page of " + limit + " entries");
        }
    }

    public ListRequest next(String after) {
        return new ListRequest(prefix, deep, null, after, limit);
    }
}
