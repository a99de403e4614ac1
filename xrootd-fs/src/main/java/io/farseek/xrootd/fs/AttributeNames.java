package io.farseek.xrootd.fs;

/** Hadoop writes {@code user.name}, the server {@code name}. */
final class AttributeNames {
    private static final String PREFIX = "user.";

    private AttributeNames() {}

    static String toServer(String name) {
        if (!name.startsWith(PREFIX) || name.length() == PREFIX.length()) {
            throw new IllegalArgumentException("servers keep attributes of users only, user.NAME, not '" + name + "'");
        }
        return name.substring(PREFIX.length());
    }

    static String toHadoop(String name) {
        return PREFIX + name;
    }
}
