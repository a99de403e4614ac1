package io.farseek.it.spark;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** Runs spark-submit on a Spark home that has nothing but its jars. */
final class SparkSubmit {
    private static final long MINUTES = 8;

    /** Spark's own list for JDK 17, which its scripts pass. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.lang.invoke",
            "java.lang.reflect",
            "java.io",
            "java.net",
            "java.nio",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "jdk.internal.ref",
            "sun.nio.ch",
            "sun.nio.cs",
            "sun.security.action",
            "sun.util.calendar");

    private SparkSubmit() {}

    /** What the driver printed. */
    record Result(int exit, String output) {}

    /** With the shaded jar of s3-fs. */
    static Result run(String main, Map<String, String> conf, String... arguments) throws Exception {
        return runWith("s3-fs", main, conf, arguments);
    }

    /** With the jar of a module that is meant for Spark. */
    static Result runWith(String module, String main, Map<String, String> conf, String... arguments) throws Exception {
        return runWith(List.of(module), main, conf, arguments);
    }

    /** With the jars of several modules. */
    static Result runWith(List<String> modules, String main, Map<String, String> conf, String... arguments)
            throws Exception {
        Path classes = Path.of(System.getProperty("farseek.spark.application"));
        Path application = jar(classes, Files.createTempDirectory("application").resolve("application.jar"));
        return submit(modules, application, main, conf, arguments);
    }

    /** With the jars of modules, and the jar of another module as the application. */
    static Result submit(
            List<String> modules, Path application, String main, Map<String, String> conf, String... arguments)
            throws Exception {
        Path home = Path.of(System.getProperty("farseek.spark.home"));
        Path work = Files.createTempDirectory("submit");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        OPENED.forEach(opened -> command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        command.addAll(List.of("-Djdk.reflect.useDirectMethodHandle=false", "-Xmx1g", "-cp", home + "/jars/*"));
        command.addAll(List.of("org.apache.spark.deploy.SparkSubmit", "--master", "local[2]", "--class", main));
        List<String> jars = new ArrayList<>();
        for (String module : modules) {
            jars.add(jarOf(module).toString());
        }
        command.addAll(List.of("--jars", String.join(",", jars)));
        conf.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
        command.add(application.toString());
        command.addAll(List.of(arguments));
        File log = work.resolve("log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log);
        builder.environment().put("SPARK_HOME", home.toString());
        builder.environment().put("SPARK_SCALA_VERSION", System.getProperty("farseek.spark.scala"));
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        Process process = builder.start();
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("spark-submit took longer than " + MINUTES + " minutes:\n" + Files.readString(log.toPath()));
        }
        return new Result(process.exitValue(), Files.readString(log.toPath()));
    }

    /** A module's jar: the shaded one, or the only one. */
    static Path jarOf(String module) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(entry -> String.valueOf(entry.getFileName()).matches(module + "-[0-9.]+(-SNAPSHOT)?(-shaded)?\\.jar"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the jar of " + module + " is not on the class path"));
    }

    private static Path jar(Path classes, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(classes.relativize(each).toString().replace(File.separatorChar, '/')));
                Files.copy(each, jar);
            }
        }
        return target;
    }
}
