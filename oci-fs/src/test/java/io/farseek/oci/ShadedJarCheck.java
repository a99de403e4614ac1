package io.farseek.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The one jar that users get, once it has been packed: what is in it, and that it works with nothing of ours or the SDK's beside it. */
@Timeout(120)
class ShadedJarCheck {
    private static final long MOST_BYTES = 8_000_000;

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("farseek.target", "target")))) {
            List<Path> found = files.filter(
                            each -> each.getFileName().toString().endsWith("-shaded.jar"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    @Test
    void nothingIsInItButOurPackagesAndRelocatedOnes() throws Exception {
        assertThat(Files.size(jar())).isLessThan(MOST_BYTES);
        try (JarFile jar = new JarFile(jar().toFile())) {
            List<String> names = jar.stream()
                    .filter(each -> !each.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
            assertThat(names)
                    .filteredOn(each -> each.endsWith(".class"))
                    .allMatch(each -> each.startsWith("io/farseek/"));
            assertThat(names)
                    .contains(
                            "META-INF/LICENSE",
                            "META-INF/NOTICE",
                            "META-INF/services/org.apache.hadoop.fs.FileSystem",
                            "META-INF/services/io.farseek.shaded.com.oracle.bmc.http.client.HttpProvider")
                    .noneMatch(each -> each.endsWith("module-info.class") || each.startsWith("META-INF/maven/"));
            String provider = new String(
                    jar.getInputStream(jar.getEntry(
                                    "META-INF/services/io.farseek.shaded.com.oracle.bmc.http.client.HttpProvider"))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(provider.strip()).isEqualTo("io.farseek.oci.TransportHttpProvider");
        }
    }

    @Test
    void itWritesAndReadsOnItsOwn() throws Exception {
        try (OciFixture fixture = OciFixture.start();
                URLClassLoader alone =
                        new URLClassLoader(new URL[] {jar().toUri().toURL()}, new HadoopOnly())) {
            Thread.currentThread().setContextClassLoader(alone);
            FileSystem fs = alone.loadClass("io.farseek.oci.OciFileSystem")
                    .asSubclass(FileSystem.class)
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(fs.getClass().getClassLoader()).isSameAs(alone);
            fs.initialize(URI.create(OciFixture.uri()), fixture.configuration());
            byte[] content = "hello from one jar".getBytes(StandardCharsets.UTF_8);
            try (FSDataOutputStream out = fs.create(OciFixture.path("dir/file"))) {
                out.write(content);
            }
            try (FSDataInputStream in = fs.open(OciFixture.path("dir/file"))) {
                assertThat(in.readAllBytes()).isEqualTo(content);
            }
            assertThat(fs.rename(OciFixture.path("dir"), OciFixture.path("moved")))
                    .isTrue();
            assertThat(fs.listStatus(OciFixture.path("moved"))).hasSize(1);
            assertThat(fs.delete(OciFixture.path("moved"), true)).isTrue();
            fs.close();
        } finally {
            Thread.currentThread().setContextClassLoader(ShadedJarCheck.class.getClassLoader());
        }
    }

    /** The test's class path without ours, the SDK and what the SDK needs. */
    private static final class HadoopOnly extends ClassLoader {
        HadoopOnly() {
            super(ShadedJarCheck.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            for (String each : new String[] {
                "io.farseek.",
                "com.oracle.bmc.",
                "com.fasterxml.jackson.",
                "org.apache.hc.",
                "org.xbill.",
                "io.vavr.",
                "io.github.resilience4j."
            }) {
                if (name.startsWith(each)) {
                    throw new ClassNotFoundException(name + " has to come from the jar");
                }
            }
            return super.loadClass(name, resolve);
        }
    }
}
