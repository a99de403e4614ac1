package io.farseek.root.tree;

/** Says why a branch cannot be read for certain; caught where the schema is made, where it becomes the reason shown to the user. */
final class UnsupportedLayoutException extends Exception {
    private static final long serialVersionUID = 1L;

    UnsupportedLayoutException(String reason) {
        super(reason);
    }
}
