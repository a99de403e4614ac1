package io.farseek.fs.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collection;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that all Farseek jars in a JVM are of one release: they share classes, so two releases would run a mixture of both. Every jar
 * carries {@value #RESOURCE}.
 */
public final class Release {
    static final String RESOURCE = "META-INF/farseek.properties";

    private static volatile boolean checked;

    private Release() {}

    /**
     * Fails when jars of two releases are visible, naming both. Looks once in the life of the JVM.
     *
     * @throws IllegalStateException which says what to remove
     */
    public static void requireOne() throws IOException {
        if (checked) {
            return;
        }
        Map<String, String> releases = new LinkedHashMap<>();
        collect(Release.class.getClassLoader(), releases);
        collect(Thread.currentThread().getContextClassLoader(), releases);
        requireOne(releases);
        checked = true;
    }

    /** Fails unless all values are equal; keys say where each was found. */
    static void requireOne(Map<String, String> releaseByPlace) {
        Collection<String> distinct = new TreeSet<>(releaseByPlace.values());
        if (distinct.size() > 1) {
            StringBuilder places = new StringBuilder();
            releaseByPlace.forEach((place, release) ->
                    places.append("\n  ").append(release).append(" in ").append(place));
            throw new IllegalStateException("Farseek jars of different releases are on the class path " + distinct
                    + "; keep those of one release:" + places);
        }
    }

    private static void collect(@Nullable ClassLoader loader, Map<String, String> releases) throws IOException {
        if (loader == null) {
            return;
        }
        Enumeration<URL> found = loader.getResources(RESOURCE);
        while (found.hasMoreElements()) {
            URL each = found.nextElement();
            Properties properties = new Properties();
            try (InputStream in = each.openStream()) {
                properties.load(in);
            }
            releases.put(each.toString(), properties.getProperty("release", "unknown"));
        }
    }
}
