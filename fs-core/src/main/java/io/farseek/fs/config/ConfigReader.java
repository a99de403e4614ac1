package io.farseek.fs.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads keys for one connector and one bucket, most specific setting first (see the package's own page). Used while a file system starts and
 * not kept: what is read goes into records.
 *
 * <p>A value that does not parse fails with an {@link IllegalArgumentException} naming the key, as it was set, and the value.
 */
public final class ConfigReader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigReader.class);
    private static final Set<String> CONNECTORS = Set.of("s3", "oci", "xrootd", "memory");
    private static final Set<String> WARNED = ConcurrentHashMap.newKeySet();

    private final Configuration configuration;
    private final String connector;
    private final String bucket;

    /**
     * @param connector {@code s3}, {@code oci} or {@code xrootd}
     * @param bucket the URI's authority
     */
    public ConfigReader(Configuration configuration, String connector, String bucket) {
        this.configuration = configuration;
        this.connector = connector;
        this.bucket = bucket;
    }

    /** The value set, or the key's default. For keys that have a default. */
    public <T> T get(ConfigKey<T> key) {
        return find(key)
                .orElseThrow(() -> new IllegalArgumentException(
                        "configuration key " + key.fullName() + " is not set and has no default"));
    }

    /** The value set, or the key's default, or nothing. */
    public <T> Optional<T> find(ConfigKey<T> key) {
        for (String name : ownNames(key)) {
            String text = text(key, name);
            if (text != null) {
                return Optional.of(key.parse(name, text));
            }
        }
        for (FallbackKey other : key.fallbacks()) {
            for (String name : other.lookups(bucket)) {
                String text = chosen(name) ? text(key, name) : null;
                if (text != null) {
                    return Optional.of(key.parse(name, other.translate().apply(text.trim())));
                }
            }
        }
        String byDefault = key.defaultText();
        return byDefault == null ? Optional.empty() : Optional.of(key.parse(key.fullName(), byDefault));
    }

    /** The name under which {@code key} is set here, ours or another connector's, or nothing. For messages. */
    public Optional<String> setAs(ConfigKey<?> key) {
        List<String> names = new ArrayList<>(ownNames(key));
        key.fallbacks()
                .forEach(other ->
                        other.lookups(bucket).stream().filter(this::chosen).forEach(names::add));
        return names.stream().filter(name -> text(key, name) != null).findFirst();
    }

    /**
     * Logs a warning, once in the life of the JVM for each, about keys under our prefix that nobody reads: shared ones and this connector's.
     */
    public void warnUnknown(Collection<ConfigKey<?>> known) {
        unknown(known).stream()
                .filter(WARNED::add)
                .forEach(name -> LOG.warn("configuration key {} is not known to Farseek and has no effect", name));
    }

    Set<String> unknown(Collection<ConfigKey<?>> known) {
        Set<String> unknown = new TreeSet<>();
        for (String rest : configuration.getPropsWithPrefix(ConfigKey.PREFIX).keySet()) {
            if (!isKnown(rest, known)) {
                unknown.add(ConfigKey.PREFIX + rest);
            }
        }
        return unknown;
    }

    private boolean isKnown(String rest, Collection<ConfigKey<?>> known) {
        int dot = rest.indexOf('.');
        String first = dot < 0 ? rest : rest.substring(0, dot);
        if (!CONNECTORS.contains(first)) {
            return known.stream()
                    .anyMatch(key -> key.connector().isEmpty() && key.name().equals(rest));
        }
        if (!first.equals(connector)) {
            return true;
        }
        String within = rest.substring(Math.min(rest.length(), dot + 1));
        // Bucket names hold dots: only the end can be compared.
        return within.startsWith("bucket.")
                ? known.stream().anyMatch(key -> within.endsWith("." + key.name()))
                : known.stream().anyMatch(key -> within.equals(key.name()));
    }

    private List<String> ownNames(ConfigKey<?> key) {
        List<String> names = new ArrayList<>(3);
        names.add(ConfigKey.PREFIX + connector + ".bucket." + bucket + "." + key.name());
        names.add(ConfigKey.PREFIX + connector + "." + key.name());
        if (key.connector().isEmpty()) {
            names.add(key.fullName());
        }
        return names;
    }

    /**
     * Whether somebody set a key of another connector. Hadoop ships values for many of them in its {@code core-default.xml}; those are that
     * connector's choices, not the user's, and ours are better for ours. The first source is where a value came from, also once it has
     * travelled in a {@code job.xml}.
     */
    private boolean chosen(String name) {
        String[] sources = configuration.getPropertySources(name);
        return sources == null || sources.length == 0 || !sources[0].endsWith("-default.xml");
    }

    private @Nullable String text(ConfigKey<?> key, String name) {
        if (!key.isSecret()) {
            String text = configuration.getTrimmed(name);
            return text == null || text.isEmpty() ? null : text;
        }
        try {
            char[] password = configuration.getPassword(name);
            return password == null || password.length == 0 ? null : new String(password);
        } catch (IOException e) {
            throw new UncheckedIOException("the credential provider failed for configuration key " + name, e);
        }
    }

    /** A key of Hadoop's own. */
    Optional<String> plain(String name) {
        return Optional.ofNullable(configuration.getTrimmed(name)).filter(text -> !text.isEmpty());
    }

    /** Every setting whose name begins with {@code prefix}, the rest of the name as key: user metadata, extra headers. */
    public Map<String, String> startingWith(String prefix) {
        return Map.copyOf(configuration.getPropsWithPrefix(prefix));
    }
}
