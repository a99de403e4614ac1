package io.farseek.fs.config;

/**
 * What the values of a key look like.
 *
 * @param name of the type, for the configuration page
 * @param allowed range or list of values, for the page and for messages; empty when anything goes
 * @param parser throws an {@link IllegalArgumentException} whose message says what is wrong with the text
 */
record ConfigType<T>(String name, String allowed, Parser<T> parser) {
    interface Parser<T> {
        T parse(String text);
    }
}
