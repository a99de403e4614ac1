package io.farseek.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FamilyReportTest {
    @TempDir
    private Path folder;

    @Test
    void drawsWhatIsThereAndSaysWhatWasLeftOut() throws Exception {
        Files.createDirectories(folder.resolve("oci"));
        Files.createDirectories(folder.resolve("xrdcl"));
        Files.writeString(folder.resolve("oci/oci.csv"), """
                connector,pattern,seconds,requests,MiB,connections,peak
                farseek,whole object,0.89,60,256.0,16,16
                oracle,whole object,2.81,1,256.0,1,1
                oracle,200 streams,failed,1,256.0,1,1
                """);
        Files.writeString(folder.resolve("oci/oci.md"), "| an OCI table |\n");
        Files.writeString(
                folder.resolve("xrdcl/rows.csv"),
                "setting,operation,unit\nfar,\"random 16 KiB, depth 1\",op/s,47.0,48.0,1.020,1.000,1.100\n");
        Files.writeString(folder.resolve("xrdcl/rows.md"), "| an XrdCl table |\n");
        Files.writeString(folder.resolve("left-out.txt"), "- S3: no network\n");

        String page = Files.readString(FamilyReport.write(folder));

        assertThat(page)
                .contains("| an OCI table |", "| an XrdCl table |", "oci/oci.svg", "xrdcl/rows.svg", "- S3: no network")
                .doesNotContain("hadoop-aws");
        assertThat(Files.readString(folder.resolve("oci/oci.svg")))
                .contains(">0.89<", ">2.81<", ">fails<", ">oracle<", "200 streams");
        assertThat(Files.readString(folder.resolve("xrdcl/rows.svg")))
                .contains(">1.02<", "far: random 16 KiB, depth 1");
    }
}
