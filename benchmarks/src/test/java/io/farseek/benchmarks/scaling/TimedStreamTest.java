package io.farseek.benchmarks.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimedStreamTest {
    @TempDir
    private java.nio.file.Path folder;

    private FileSystem fileSystem;
    private Path file;
    private StreamTimes.Snapshot before;

    @BeforeEach
    void open() throws IOException {
        java.nio.file.Path local = folder.resolve("hundred");
        Files.write(local, new byte[100]);
        file = new Path(local.toUri());
        Configuration configuration = new Configuration(false);
        configuration.set("fs.file.impl", TimedFileSystem.class.getName());
        configuration.set("fs.file" + TimedFileSystem.TIMED, LocalFileSystem.class.getName());
        fileSystem = FileSystem.newInstance(file.toUri(), configuration);
        before = StreamTimes.ALL.now();
    }

    @Test
    void countsAReadElsewhereAsASeek() throws IOException {
        byte[] buffer = new byte[10];
        try (FSDataInputStream in = fileSystem.open(file)) {
            in.readFully(0, buffer);
            in.readFully(10, buffer);
            in.readFully(50, buffer);
            in.readFully(20, buffer);
            in.seek(30);
            assertThat(in.read(buffer, 0, 10)).isEqualTo(10);
            in.seek(90);
            assertThat(in.read()).isZero();
        }
        StreamTimes.Snapshot times = StreamTimes.ALL.now().since(before);
        assertThat(times.opens()).isEqualTo(1);
        assertThat(times.reads()).isEqualTo(6);
        assertThat(times.seeksForward()).isEqualTo(2);
        assertThat(times.seeksBackward()).isEqualTo(1);
        assertThat(times.bytes()).isEqualTo(51);
        assertThat(times.seekNanos()).isPositive();
    }

    @Test
    void timesFilesOpenedWithOptionsToo() throws Exception {
        try (FSDataInputStream in = fileSystem.openFile(file).build().get()) {
            in.readFully(40, new byte[10]);
        }
        assertThat(StreamTimes.ALL.now().since(before).opens()).isEqualTo(1);
        assertThat(StreamTimes.ALL.now().since(before).seeksForward()).isEqualTo(1);
    }
}
