package io.farseek.fs.config;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One configuration key: declared once as a constant, read through {@link ConfigReader}. {@code T} is what its values become.
 */
public final class ConfigKey<T> {
    /** What every key of ours begins with. */
    public static final String PREFIX = "fs.farseek.";

    /** The value of {@link #connector} for a key that every connector reads. */
    public static final String SHARED = "";

    private final String connector;
    private final String name;
    private final ConfigType<T> type;
    private final @Nullable String defaultText;
    private final String sentence;
    private final List<FallbackKey> fallbacks;

    private ConfigKey(
            String connector,
            String name,
            ConfigType<T> type,
            @Nullable String defaultText,
            String sentence,
            List<FallbackKey> fallbacks) {
        this.connector = connector;
        this.name = name;
        this.type = type;
        this.defaultText = defaultText;
        this.sentence = sentence;
        this.fallbacks = List.copyOf(fallbacks);
        if (defaultText != null) {
            type.parser().parse(defaultText);
        }
    }

    /** Starts a key that every connector reads. */
    public static Builder shared(String name) {
        return new Builder(SHARED, name);
    }

    /** Starts a key of one connector. */
    public static Builder of(String connector, String name) {
        return new Builder(connector, name);
    }

    /** The name's end, after the prefix and the connector. */
    public String name() {
        return name;
    }

    public String connector() {
        return connector;
    }

    /** The full name, without any bucket. */
    public String fullName() {
        return PREFIX + (connector.isEmpty() ? "" : connector + ".") + name;
    }

    public @Nullable String defaultText() {
        return defaultText;
    }

    /** What it does, in one sentence. */
    public String sentence() {
        return sentence;
    }

    public String typeName() {
        return type.name();
    }

    /** The allowed range or choices, or empty. */
    public String allowed() {
        return type.allowed();
    }

    public List<FallbackKey> fallbacks() {
        return fallbacks;
    }

    public boolean isSecret() {
        return type.name().equals("secret");
    }

    /** This key, reading {@code others} in order where it is unset. */
    public ConfigKey<T> orElse(FallbackKey... others) {
        List<FallbackKey> all = new ArrayList<>(fallbacks);
        all.addAll(List.of(others));
        return new ConfigKey<>(connector, name, type, defaultText, sentence, all);
    }

    /** The value of {@code text}; the exception names {@code setAs}, the key as the user wrote it. */
    T parse(String setAs, String text) {
        try {
            return type.parser().parse(text.trim());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "configuration key " + setAs + (isSecret() ? "" : " = \"" + text + "\"") + ": " + e.getMessage()
                            + (type.allowed().isEmpty() ? "" : "; allowed: " + type.allowed()),
                    e);
        }
    }

    /** The keys declared as static fields of {@code owners}, by name. */
    public static List<ConfigKey<?>> declaredIn(Class<?>... owners) {
        List<ConfigKey<?>> keys = new ArrayList<>();
        for (Class<?> owner : owners) {
            for (Field field : owner.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigKey.class) {
                    try {
                        field.setAccessible(true);
                        keys.add((ConfigKey<?>) field.get(null));
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException("configuration keys of " + owner.getName(), e);
                    }
                }
            }
        }
        keys.sort(Comparator.comparing(ConfigKey::fullName));
        return List.copyOf(keys);
    }

    @Override
    public String toString() {
        return fullName();
    }

    /** Gives the key its type, default and sentence. A default of null means that the key may be absent. */
    public static final class Builder {
        private final String connector;
        private final String name;

        private Builder(String connector, String name) {
            this.connector = connector;
            this.name = name;
        }

        public ConfigKey<Boolean> flag(boolean byDefault, String sentence) {
            return key(ConfigTypes.FLAG, String.valueOf(byDefault), sentence);
        }

        public ConfigKey<String> text(@Nullable String byDefault, String sentence) {
            return key(ConfigTypes.TEXT, byDefault, sentence);
        }

        public ConfigKey<Integer> integer(int byDefault, int min, int max, String sentence) {
            return key(ConfigTypes.integer(min, max), String.valueOf(byDefault), sentence);
        }

        public ConfigKey<Double> decimal(String byDefault, double min, double max, String sentence) {
            return key(ConfigTypes.decimal(min, max), byDefault, sentence);
        }

        /** In bytes. */
        public ConfigKey<Long> size(@Nullable String byDefault, String min, String max, String sentence) {
            return key(ConfigTypes.size(min, max), byDefault, sentence);
        }

        public ConfigKey<Duration> time(@Nullable String byDefault, String min, String max, String sentence) {
            return key(ConfigTypes.time(min, max), byDefault, sentence);
        }

        /** Constants are spelt in lower case with hyphens. */
        public <E extends Enum<E>> ConfigKey<E> oneOf(E byDefault, String sentence) {
            return key(ConfigTypes.oneOf(byDefault.getDeclaringClass()), ConfigTypes.spelling(byDefault), sentence);
        }

        /** Read with {@code Configuration.getPassword}: a credential provider or, failing that, the value itself. */
        public ConfigKey<Secret> secret(String sentence) {
            return key(new ConfigType<>("secret", "", Secret::new), null, sentence);
        }

        private <T> ConfigKey<T> key(ConfigType<T> type, @Nullable String byDefault, String sentence) {
            return new ConfigKey<>(connector, name, type, byDefault, sentence, List.of());
        }
    }
}
