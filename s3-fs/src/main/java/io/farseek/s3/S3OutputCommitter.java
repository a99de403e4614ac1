package io.farseek.s3;

import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.jspecify.annotations.Nullable;

/**
 * Commits without moving data. Tasks write below {@link #getWorkPath}, where every file goes up as the parts of an upload for its final name;
 * committing a task notes its uploads, committing the job completes them, and whatever fails or is speculated away is aborted. A file is
 * visible when the job has committed it and never in part.
 *
 * <p>It extends Hadoop's committer because Spark's own commit protocol asks that class, and no other, where to write. On file systems that
 * are not {@link S3FileSystem} it is that committer.
 */
public class S3OutputCommitter extends FileOutputCommitter {
    private static final String SPARK_JOB = "spark.sql.sources.writeJobUUID";

    private final @Nullable S3FileSystem fs;
    private final @Nullable Path work;

    /** Called by Spark and MapReduce, for a task. */
    public S3OutputCommitter(@Nullable Path output, TaskAttemptContext context) throws IOException {
        super(output, context);
        this.fs = fileSystem(output, context);
        this.work = fs == null || output == null ? null : work(output, context);
    }

    /** Called for a job alone. */
    public S3OutputCommitter(@Nullable Path output, JobContext context) throws IOException {
        super(output, context);
        this.fs = fileSystem(output, context);
        this.work = null;
    }

    private static @Nullable S3FileSystem fileSystem(@Nullable Path output, JobContext context) throws IOException {
        return output != null && output.getFileSystem(context.getConfiguration()) instanceof S3FileSystem s3
                ? s3
                : null;
    }

    /** Of the job as it is named now: Spark 4 gives it its name only after the committer was made and set up. */
    private PendingJob pending(JobContext context) {
        return Objects.requireNonNull(fs).pendingJob(getOutputPath(), jobName(context));
    }

    private static Path work(Path output, TaskAttemptContext context) throws IOException {
        Path qualified = output.getFileSystem(context.getConfiguration()).makeQualified(output);
        String root = qualified.isRoot() ? "" : qualified.toUri().getPath().substring(1);
        String attempt = PendingKeys.attempt(
                root, jobName(context), context.getTaskAttemptID().toString());
        return new Path(qualified, "/" + attempt.substring(0, attempt.length() - 1));
    }

    /** Unique in the world where Spark made one, else in the cluster. */
    private static String jobName(JobContext context) {
        Configuration configuration = context.getConfiguration();
        String name = configuration.getTrimmed(SPARK_JOB, "");
        return name.isEmpty() ? context.getJobID().toString() : name;
    }

    @Override
    public Path getWorkPath() throws IOException {
        return work == null ? super.getWorkPath() : work;
    }

    @Override
    public void setupJob(JobContext context) throws IOException {
        if (fs == null) {
            super.setupJob(context);
        }
    }

    @Override
    public void setupTask(TaskAttemptContext context) throws IOException {
        if (fs == null) {
            super.setupTask(context);
        }
    }

    @Override
    public boolean needsTaskCommit(TaskAttemptContext context) throws IOException {
        return fs == null ? super.needsTaskCommit(context) : pending(context).hasOutput(attempt(context));
    }

    @Override
    public void commitTask(TaskAttemptContext context) throws IOException {
        if (fs == null) {
            super.commitTask(context);
        } else {
            pending(context).commitTask(context.getTaskAttemptID().getTaskID().toString(), attempt(context));
        }
    }

    @Override
    public void abortTask(TaskAttemptContext context) throws IOException {
        if (fs == null) {
            super.abortTask(context);
        } else {
            pending(context).abortTask(attempt(context));
        }
    }

    @Override
    public void commitJob(JobContext context) throws IOException {
        if (fs == null) {
            super.commitJob(context);
            return;
        }
        PendingJob pending = pending(context);
        pending.commit();
        pending.cleanUp();
        if (context.getConfiguration().getBoolean(SUCCESSFUL_JOB_OUTPUT_DIR_MARKER, true)) {
            Path output = getOutputPath();
            fs.create(new Path(output, SUCCEEDED_FILE_NAME), true).close();
        }
    }

    @Override
    public void abortJob(JobContext context, JobStatus.State state) throws IOException {
        if (fs == null) {
            super.abortJob(context, state);
        } else {
            pending(context).abort();
        }
    }

    @Override
    @Deprecated
    public void cleanupJob(JobContext context) throws IOException {
        if (fs == null) {
            super.cleanupJob(context);
        } else {
            pending(context).cleanUp();
        }
    }

    /** Completing an upload again fails, so a second master cannot simply commit again. */
    @Override
    public boolean isCommitJobRepeatable(JobContext context) throws IOException {
        return fs == null && super.isCommitJobRepeatable(context);
    }

    @Override
    @Deprecated
    public boolean isRecoverySupported() {
        return fs == null && super.isRecoverySupported();
    }

    @Override
    public void recoverTask(TaskAttemptContext context) throws IOException {
        if (fs != null) {
            throw new IOException(
                    "the tasks of a job on S3 are not recovered: run " + context.getTaskAttemptID() + " again");
        }
        super.recoverTask(context);
    }

    private static String attempt(TaskAttemptContext context) {
        return context.getTaskAttemptID().toString();
    }
}
