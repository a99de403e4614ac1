package io.farseek.fs.memory;

/**
 * One request as the log shows it.
 *
 * @param key what it was about: a key, a prefix, a range of a key, two keys
 */
public record Request(Kind kind, String key) {
    public enum Kind {
        HEAD,
        GET,
        LIST,
        PUT,
        START_UPLOAD,
        PART,
        COMPLETE_UPLOAD,
        ABORT_UPLOAD,
        LIST_UPLOADS,
        DELETE,
        COPY,
        RENAME
    }

    @Override
    public String toString() {
        return kind + " " + key;
    }
}
