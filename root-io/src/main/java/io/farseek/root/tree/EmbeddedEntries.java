package io.farseek.root.tree;

import java.io.Serializable;

/** A basket found in the tree's own record: its data and, when entries vary in size, where each begins. */
@SuppressWarnings("ArrayRecordComponent") // owned by one basket list, never compared
record EmbeddedEntries(byte[] data, int[] offsets, int entries, int keyBytes) implements Serializable {}
