package io.farseek.oci;

import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a file with one file system and reads it with another: {@code PrincipalMain CONFIGURATION URI}. */
final class PrincipalMain {
    private PrincipalMain() {}

    @SuppressWarnings("SystemOut") // What the parent reads.
    public static void main(String[] arguments) throws Exception {
        Configuration conf = new Configuration(false);
        conf.addResource(new Path(arguments[0]));
        Path file = new Path(arguments[1]);
        try (FileSystem fs = FileSystem.newInstance(file.toUri(), conf);
                FSDataOutputStream out = fs.create(file)) {
            out.write("written by a principal".getBytes(StandardCharsets.UTF_8));
        }
        try (FileSystem fs = FileSystem.newInstance(file.toUri(), conf);
                FSDataInputStream in = fs.open(file)) {
            System.out.println(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        Runtime.getRuntime().halt(0);
    }
}
