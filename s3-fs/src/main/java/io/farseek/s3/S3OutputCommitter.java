package io.farseek.s3;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
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

    private final @Nullable PendingJob pending;
    private final @Nullable Path work;

    /** Called by Spark and MapReduce, for a task. */
    public S3OutputCommitter(@Nullable Path output, TaskAttemptContext context) throws IOException {
        super(output, context);
        this.pending = pending(output, context);
        this.work = pending == null || output == null ? null : work(output, context);
    }

    /** Called for a job alone. */
    public S3OutputCommitter(@Nullable Path output, JobContext context) throws IOException {
        super(output, context);
        this.pending = pending(output, context);
        this.work = null;
    }

    private static @Nullable PendingJob pending(@Nullable Path output, JobContext context) throws IOException {
        if (output == null) {
            return null;
        }
        FileSystem fs = output.getFileSystem(context.getConfiguration());
        return fs instanceof S3FileSystem s3 ? s3.pendingJob(output, jobName(context)) : null;
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
        if (pending == null) {
            super.setupJob(context);
        }
    }

    @Override
    public void setupTask(TaskAttemptContext context) throws IOException {
        if (pending == null) {
            super.setupTask(context);
        }
    }

    @Override
    public boolean needsTaskCommit(TaskAttemptContext context) throws IOException {
        return pending == null ? super.needsTaskCommit(context) : pending.hasOutput(attempt(context));
    }

    @Override
    public void commitTask(TaskAttemptContext context) throws IOException {
        if (pending == null) {
            super.commitTask(context);
        } else {
            pending.commitTask(context.getTaskAttemptID().getTaskID().toString(), attempt(context));
        }
    }

    @Override
    public void abortTask(TaskAttemptContext context) throws IOException {
        if (pending == null) {
            super.abortTask(context);
        } else {
            pending.abortTask(attempt(context));
        }
    }

    @Override
    public void commitJob(JobContext context) throws IOException {
        if (pending == null) {
            super.commitJob(context);
            return;
        }
        pending.commit();
        pending.cleanUp();
        if (context.getConfiguration().getBoolean(SUCCESSFUL_JOB_OUTPUT_DIR_MARKER, true)) {
            Path output = getOutputPath();
            FileSystem fs = output.getFileSystem(context.getConfiguration());
            fs.create(new Path(output, SUCCEEDED_FILE_NAME), true).close();
        }
    }

    @Override
    public void abortJob(JobContext context, JobStatus.State state) throws IOException {
        if (pending == null) {
            super.abortJob(context, state);
        } else {
            pending.abort();
        }
    }

    @Override
    @Deprecated
    public void cleanupJob(JobContext context) throws IOException {
        if (pending == null) {
            super.cleanupJob(context);
        } else {
            pending.cleanUp();
        }
    }

    /** Completing an upload again fails, so a second master cannot simply commit again. */
    @Override
    public boolean isCommitJobRepeatable(JobContext context) throws IOException {
        return pending == null && super.isCommitJobRepeatable(context);
    }

    @Override
    @Deprecated
    public boolean isRecoverySupported() {
        return pending == null && super.isRecoverySupported();
    }

    @Override
    public void recoverTask(TaskAttemptContext context) throws IOException {
        if (pending != null) {
            throw new IOException(
                    "the tasks of a job on S3 are not recovered: run " + context.getTaskAttemptID() + " again");
        }
        super.recoverTask(context);
    }

    private static String attempt(TaskAttemptContext context) {
        return context.getTaskAttemptID().toString();
    }
}
