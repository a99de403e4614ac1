package io.farseek.root.column;

import java.io.Serializable;

/** A column that the reader leaves out because it cannot say for certain what its bytes mean. */
public record UnsupportedColumn(String path, String storedType, String reason) implements Serializable {}
