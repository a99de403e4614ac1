package io.farseek.it.jars;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShadedJarTest {
    private static final String SERVICES = "META-INF/services/";

    static List<Path> jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1))
                .filter(entry -> entry.endsWith("-shaded.jar"))
                .map(Path::of)
                .toList();
    }

    @Test
    void thereAreJarsToLookAt() {
        assertThat(jars()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("jars")
    void everyClassIsBelowOurRoot(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(names(file).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name ->
                            name.replaceFirst("^META-INF/versions/\\d+/", "").startsWith("io/farseek/"));
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void nothingElseLiesAtTheRoot(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(names(file).filter(name -> !name.endsWith("/")))
                    .allMatch(name -> name.startsWith("META-INF/") || name.startsWith("io/farseek/"));
            assertThat(names(file)).noneMatch(name -> name.endsWith(".SF") || name.endsWith("module-info.class"));
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void theFileSystemIsOffered(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(lines(file, SERVICES + "org.apache.hadoop.fs.FileSystem"))
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("io.farseek."));
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void everyServiceNamesAClassOfTheJar(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (String service : names(file)
                    .filter(name -> name.startsWith(SERVICES) && !name.endsWith("/"))
                    .toList()) {
                assertThat(service.substring(SERVICES.length()))
                        .as("a service of %s", jar.getFileName())
                        .matches(name -> name.startsWith("io.farseek.") || name.startsWith("org.apache.hadoop."));
                for (String line : lines(file, service)) {
                    assertThat(file.getEntry(line.replace('.', '/') + ".class"))
                            .as("%s in %s", line, service)
                            .isNotNull();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void licencesAndNoticesAreIn(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(text(file, "META-INF/LICENSE")).contains("Apache License");
            assertThat(text(file, "META-INF/NOTICE")).contains("Farseek");
            assertThat(text(file, "META-INF/licenses/dnsjava.txt")).contains("Redistributions in binary form");
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void aBillOfMaterialsLiesBesideIt(Path jar) throws IOException {
        Path bill = jar.resolveSibling(jar.getFileName().toString().replaceFirst("\\.jar$", ".cdx.json"));

        assertThat(bill).exists();
        assertThat(java.nio.file.Files.readString(bill)).contains("CycloneDX").contains("pkg:maven/");
    }

    private static Stream<String> names(JarFile file) {
        return file.stream().map(JarEntry::getName);
    }

    private static List<String> lines(JarFile file, String name) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line : text(file, name).lines().toList()) {
            String bare = line.replaceFirst("#.*", "").strip();
            if (!bare.isEmpty()) {
                lines.add(bare);
            }
        }
        return lines;
    }

    private static String text(JarFile file, String name) throws IOException {
        JarEntry entry = file.getJarEntry(name);
        assertThat(entry).as("%s in %s", name, file.getName()).isNotNull();
        try (InputStream in = file.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
