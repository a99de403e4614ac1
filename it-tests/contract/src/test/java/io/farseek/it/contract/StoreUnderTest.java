package io.farseek.it.contract;

import org.apache.hadoop.conf.Configuration;

/**
 * A store that the contract tests run on. The implementation named by the system property {@code farseek.contract.store} is made once for a
 * JVM, with its no-argument constructor, at the first test; what it starts lives as long as the JVM.
 */
public interface StoreUnderTest {
    String PROPERTY = "farseek.contract.store";

    /** The URI scheme; {@code contract/SCHEME.xml} holds the contract's options. */
    String scheme();

    /** The file system's URI: scheme and bucket. */
    String uri();

    /** Sets everything that a file system needs to reach the store. */
    void configure(Configuration configuration);

    /** Smallest part of a multipart upload that is not the last, in bytes. */
    default int partBytes() {
        return 1 << 10;
    }

    /** Whether an upload that has been completed cannot be completed again. */
    default boolean completedUploadIsGone() {
        return true;
    }

    /** The store of this JVM. */
    static StoreUnderTest current() {
        return Holder.STORE;
    }

    /** A configuration with it set up. */
    static Configuration configuration() {
        Configuration configuration = new Configuration();
        current().configure(configuration);
        return configuration;
    }

    /** Makes the store at first use. */
    final class Holder {
        private static final StoreUnderTest STORE = make(System.getProperty(PROPERTY, ""));

        private Holder() {}

        private static StoreUnderTest make(String name) {
            try {
                return Class.forName(name)
                        .asSubclass(StoreUnderTest.class)
                        .getDeclaredConstructor()
                        .newInstance();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("system property " + PROPERTY + " = \"" + name + "\"", e);
            }
        }
    }
}
