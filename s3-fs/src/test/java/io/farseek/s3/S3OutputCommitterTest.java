package io.farseek.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.farseek.embedded.EmbeddedS3;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.JobStatus;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class S3OutputCommitterTest {
    private static EmbeddedS3 server;
    private Configuration configuration;
    private FileSystem fs;
    private OpenedStore direct;
    private Path output;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedS3.start("bucket");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open(TestInfo test) throws IOException {
        configuration = OpenedStore.configuration(server);
        configuration.set("mapreduce.outputcommitter.factory.scheme.s3", S3CommitterFactory.class.getName());
        fs = FileSystem.get(URI.create("s3://bucket"), configuration);
        direct = OpenedStore.open(configuration, "bucket");
        output = new Path("s3://bucket/" + test.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() throws IOException {
        direct.close();
        fs.close();
    }

    @Test
    void nothingIsVisibleBeforeTheJobIsCommittedAndAllOfItAfter() throws Exception {
        TaskAttemptContext task = attempt(0, 0);
        PathOutputCommitter committer = committer(task);
        committer.setupJob(task);
        committer.setupTask(task);
        write(committer, "part-0", "first");
        write(committer, "sub/part 1 +%", "second");
        write(committer, "empty", "");

        assertThat(committer.needsTaskCommit(task)).isTrue();
        committer.commitTask(task);
        assertThat(fs.exists(new Path(output, "part-0"))).isFalse();
        committer.commitJob(task);

        assertThat(read("part-0")).isEqualTo("first");
        assertThat(read("sub/part 1 +%")).isEqualTo("second");
        assertThat(read("empty")).isEmpty();
        assertThat(fs.exists(new Path(output, "_SUCCESS"))).isTrue();
        nothingIsLeft();
    }

    /** As Spark 4 does it: the job's committer is made and set up before the job has the name that its tasks write under. */
    @Test
    void aJobThatGetsItsNameAfterItsCommitterIsCommittedWhole() throws Exception {
        TaskAttemptContext job = attempt(0, 0);
        PathOutputCommitter ofJob = committer(job);
        ofJob.setupJob(job);
        configuration.set("spark.sql.sources.writeJobUUID", "a-name-of-its-own");
        job.getConfiguration().set("spark.sql.sources.writeJobUUID", "a-name-of-its-own");
        TaskAttemptContext task = attempt(0, 1);
        PathOutputCommitter ofTask = committer(task);
        write(ofTask, "part-0", "named");
        ofTask.commitTask(task);
        ofJob.commitJob(job);

        assertThat(read("part-0")).isEqualTo("named");
        nothingIsLeft();
    }

    @Test
    void aLargeFileKeepsItsParts() throws Exception {
        configuration.set("fs.farseek.write.part-size", "5m");
        TaskAttemptContext task = attempt(0, 0);
        PathOutputCommitter committer = committer(task);
        byte[] bytes = new byte[(11 << 20) + 1];
        new java.util.Random(3).nextBytes(bytes);
        try (FileSystem writing = FileSystem.newInstance(URI.create("s3://bucket"), configuration)) {
            try (FSDataOutputStream out = writing.create(new Path(committer.getWorkPath(), "large"))) {
                out.write(bytes);
            }
        }
        committer.commitTask(task);
        committer.commitJob(task);

        byte[] read = new byte[bytes.length];
        try (var in = fs.open(new Path(output, "large"))) {
            in.readFully(0, read);
        }
        assertThat(read).isEqualTo(bytes);
        assertThat(direct.store().head(output.getName() + "/large").etag()).endsWith("-3");
    }

    @Test
    void theAttemptThatWasNotCommittedLeavesNothing() throws Exception {
        TaskAttemptContext first = attempt(0, 0);
        TaskAttemptContext second = attempt(0, 1);
        write(committer(first), "part-0", "of the attempt that died");
        write(committer(second), "part-0", "committed");
        committer(second).commitTask(second);

        committer(second).commitJob(second);

        assertThat(read("part-0")).isEqualTo("committed");
        nothingIsLeft();
    }

    @Test
    void anAbortedTaskLeavesNothing() throws Exception {
        TaskAttemptContext task = attempt(0, 0);
        PathOutputCommitter committer = committer(task);
        write(committer, "part-0", "unwanted");

        committer.abortTask(task);

        assertThat(committer.needsTaskCommit(task)).isFalse();
        nothingIsLeft();
    }

    @Test
    void anAbortedJobLeavesNothing() throws Exception {
        TaskAttemptContext task = attempt(0, 0);
        PathOutputCommitter committer = committer(task);
        write(committer, "part-0", "unwanted");
        committer.commitTask(task);
        write(committer(attempt(1, 0)), "part-1", "unwanted");

        committer.abortJob(task, JobStatus.State.FAILED);

        assertThat(fs.exists(output)).isFalse();
        nothingIsLeft();
    }

    @Test
    void aJobWhoseUploadIsGoneShowsNothing() throws Exception {
        TaskAttemptContext task = attempt(0, 0);
        PathOutputCommitter committer = committer(task);
        write(committer, "part-0", "kept");
        write(committer, "part-1", "lost");
        committer.commitTask(task);
        for (var upload : direct.store().listUploads(output.getName() + "/part-1")) {
            direct.store().abortUpload(upload);
        }

        assertThatThrownBy(() -> committer.commitJob(task))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was not committed to " + output);
        committer.abortJob(task, JobStatus.State.FAILED);

        assertThat(fs.exists(output)).isFalse();
    }

    @Test
    void aFileThatIsStillOpenIsNotCommitted() throws Exception {
        configuration.set("fs.farseek.write.part-size", "5m");
        TaskAttemptContext task = attempt(0, 0);
        PathOutputCommitter committer = committer(task);
        try (FileSystem writing = FileSystem.newInstance(URI.create("s3://bucket"), configuration)) {
            FSDataOutputStream out = writing.create(new Path(committer.getWorkPath(), "open"));
            out.write(new byte[12 << 20]);

            assertThatThrownBy(() -> committer.commitTask(task)).hasMessageContaining("did not close");
            committer.abortTask(task);
        }
        nothingIsLeft();
    }

    @Test
    void whatIsWrittenHasItsLengthAndCannotBeReadYet() throws Exception {
        TaskAttemptContext task = attempt(0, 0);
        PathOutputCommitter committer = committer(task);
        write(committer, "part-0", "eleven char");
        Path written = new Path(committer.getWorkPath(), "part-0");
        try (FileSystem other = FileSystem.newInstance(URI.create("s3://bucket"), configuration)) {
            assertThat(other.getFileStatus(written).getLen()).isEqualTo(11);
            assertThatThrownBy(() -> other.open(written).read()).hasMessageContaining("not committed");
        }
        committer.abortTask(task);
    }

    @Test
    void onOtherFileSystemsItIsHadoopsOwn(@org.junit.jupiter.api.io.TempDir java.nio.file.Path folder)
            throws Exception {
        Path local = new Path(folder.toUri());
        TaskAttemptContext task = attempt(0, 0);
        S3OutputCommitter committer = new S3OutputCommitter(local, task);
        committer.setupJob(task);
        committer.setupTask(task);
        try (FSDataOutputStream out =
                local.getFileSystem(configuration).create(new Path(committer.getWorkPath(), "part-0"))) {
            out.write(1);
        }
        committer.commitTask(task);
        committer.commitJob(task);

        assertThat(folder.resolve("part-0")).exists();
    }

    private void nothingIsLeft() throws IOException {
        assertThat(direct.store().listUploads(output.getName() + "/")).isEmpty();
        assertThatThrownBy(() -> fs.getFileStatus(new Path(output, PendingKeys.FOLDER)))
                .isInstanceOf(FileNotFoundException.class);
    }

    private PathOutputCommitter committer(TaskAttemptContext task) throws IOException {
        PathOutputCommitter committer = PathOutputCommitterFactory.createCommitter(output, task);
        assertThat(committer).isInstanceOf(S3OutputCommitter.class);
        return committer;
    }

    private TaskAttemptContext attempt(int task, int number) {
        JobID job = new JobID("202611210000", 7);
        return new TaskAttemptContextImpl(
                configuration,
                new TaskAttemptID(new org.apache.hadoop.mapreduce.TaskID(job, TaskType.MAP, task), number));
    }

    private void write(PathOutputCommitter committer, String name, String text) throws IOException {
        try (FSDataOutputStream out = fs.create(new Path(committer.getWorkPath(), name))) {
            out.write(text.getBytes(UTF_8));
        }
    }

    private String read(String name) throws IOException {
        try (var in = fs.open(new Path(output, name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void recordsComeBackAsTheyWere() throws Exception {
        var upload = new io.farseek.fs.store.UploadId("a key/with spaces + % and\nlines", "id/+=");
        var pending = List.of(
                new PendingUpload(upload, true, List.of(new io.farseek.fs.store.PartReceipt(1, "e|CRC32|x==", 5))),
                new PendingUpload(upload, false, List.of()));

        assertThat(PendingUpload.read(PendingUpload.write(pending), "here")).isEqualTo(pending);
        assertThatThrownBy(() -> PendingUpload.read("nonsense".getBytes(UTF_8), "here"))
                .hasMessageContaining("here");
    }
}
