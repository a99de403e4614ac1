package io.farseek.s3;

import org.jspecify.annotations.Nullable;

/**
 * Where a job's uncommitted output is remembered: {@code DEST/_farseek_pending/JOB/tasks/ATTEMPT/FILE} is the record of an upload that will
 * become {@code DEST/FILE}, and {@code DEST/_farseek_pending/JOB/committed/TASK} the records of a committed task. The leading underscore keeps
 * all of it out of what Spark and Hive read.
 */
final class PendingKeys {
    static final String FOLDER = "_farseek_pending";
    private static final String TASKS = "tasks";
    private static final String COMMITTED = "committed";

    private PendingKeys() {}

    /** The prefix of a job's records below the key {@code output}, which is empty for a bucket's root. */
    static String job(String output, String job) {
        return (output.isEmpty() ? "" : output + "/") + FOLDER + "/" + job + "/";
    }

    static String tasks(String output, String job) {
        return job(output, job) + TASKS + "/";
    }

    static String attempt(String output, String job, String attempt) {
        return tasks(output, job) + attempt + "/";
    }

    static String committed(String output, String job) {
        return job(output, job) + COMMITTED + "/";
    }

    /** The key that the file written at {@code key} will have, or null when {@code key} is no place for uncommitted output. */
    static @Nullable String target(String key) {
        int folder = key.startsWith(FOLDER + "/") ? 0 : key.indexOf("/" + FOLDER + "/") + 1;
        if (folder == 0 && !key.startsWith(FOLDER + "/")) {
            return null;
        }
        int job = folder + FOLDER.length() + 1;
        int kind = key.indexOf('/', job) + 1;
        if (kind == 0 || !key.startsWith(TASKS + "/", kind)) {
            return null;
        }
        int file = key.indexOf('/', kind + TASKS.length() + 1) + 1;
        return file == 0 || file == key.length() || key.endsWith("/")
                ? null
                : key.substring(0, folder) + key.substring(file);
    }
}
