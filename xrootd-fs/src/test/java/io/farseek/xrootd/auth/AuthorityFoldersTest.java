package io.farseek.xrootd.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.farseek.xrootd.server.TestAuthority;
import io.farseek.xrootd.server.XrootdServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a folder of authorities is read again, by a clock that the test moves. */
class AuthorityFoldersTest {
    private static final class Folders extends AuthorityFolders {
        private long now = 5;

        @Override
        long nanoTime() {
            return now;
        }

        void pass(long seconds) {
            now += TimeUnit.SECONDS.toNanos(seconds);
        }
    }

    @TempDir
    Path home;

    private Path folder;
    private final Folders folders = new Folders();

    @BeforeEach
    void make() throws IOException {
        XrootdServer.require("openssl");
        folder = TestAuthority.in(home.resolve("one"), "One").certificates();
    }

    private static Path pem(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder, "*.0")) {
            return files.iterator().next();
        }
    }

    @Test
    void readsOnceWhileNothingChanges() throws IOException {
        TrustedAuthorities first = folders.in(folder);
        assertThat(first.certificates()).hasSize(1);
        folders.pass(3600);
        assertThat(folders.in(folder)).isSameAs(first);
        folders.pass(3600);
        assertThat(folders.in(folder)).isSameAs(first);
    }

    @Test
    void noticesWhatComesAndGoesAfterAMinute() throws IOException {
        TrustedAuthorities first = folders.in(folder);
        Path other = pem(TestAuthority.in(home.resolve("two"), "Two").certificates());
        Files.copy(other, folder.resolve("more.pem"));
        folders.pass(59);
        assertThat(folders.in(folder)).isSameAs(first);
        folders.pass(2);
        assertThat(folders.in(folder).certificates()).hasSize(2);
        Files.delete(folder.resolve("more.pem"));
        folders.pass(61);
        assertThat(folders.in(folder).certificates()).isEqualTo(first.certificates());
    }

    @Test
    void noticesAFileThatIsWrittenOver() throws IOException {
        Path renewed = folder.resolve("renewed.pem");
        Files.copy(pem(folder), renewed);
        TrustedAuthorities first = folders.in(folder);
        Path other = pem(TestAuthority.in(home.resolve("two"), "Two").certificates());
        Files.write(renewed, Files.readAllBytes(other));
        Files.setLastModifiedTime(renewed, FileTime.fromMillis(1_000_000));
        folders.pass(61);
        assertThat(folders.in(folder).certificates()).hasSize(2).isNotEqualTo(first.certificates());
    }

    @Test
    void aFolderThatIsNotThereTrustsNobodyUntilItIs() throws IOException {
        Path later = home.resolve("later");
        assertThat(folders.in(later).certificates()).isEmpty();
        Files.createDirectories(later);
        Files.copy(pem(folder), later.resolve("ca.pem"));
        folders.pass(61);
        assertThat(folders.in(later).certificates()).hasSize(1);
    }
}
