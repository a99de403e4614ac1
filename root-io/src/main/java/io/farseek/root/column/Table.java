package io.farseek.root.column;

import io.farseek.root.column.RootType.StructType;
import java.io.IOException;
import java.util.List;

/**
 * A TTree or RNTuple whose metadata has been read. Immutable and thread-safe; none of the methods does I/O except
 * {@link #scan}, which may read the location of pages (RNTuple).
 */
public interface Table {

    /** Path in the file without a leading slash, such as {@code dir/Events}. */
    String name();

    /** Number of rows. */
    long entries();

    /** Every column that can be read, in the order of the file. */
    StructType schema();

    /** Columns that are left out of {@link #schema()}, with the reason. */
    List<UnsupportedColumn> unsupported();

    /** Where the writer ended clusters: ranges that cover all entries, in order, and are the natural units of work. */
    List<EntryRange> clusters();

    /**
     * Plans reading the columns of {@code projection} for a range of entries. {@code projection} is {@link #schema()} or a pruned
     * copy: fewer fields at any depth, in any order, with the types that the schema has. Batches have exactly that shape.
     *
     * @throws IllegalArgumentException when the projection asks for what the schema does not have
     */
    Scan scan(StructType projection, EntryRange range) throws IOException;

    /** Plans reading whole columns by name for all entries. */
    default Scan scan(List<String> columns) throws IOException {
        StructType schema = schema();
        List<RootType.Field> fields = columns.stream()
                .map(name -> {
                    int index = schema.indexOf(name);
                    if (index < 0) {
                        throw new IllegalArgumentException("table '" + name() + "' has no column '" + name + "'");
                    }
                    return schema.fields().get(index);
                })
                .toList();
        return scan(new StructType("", fields), new EntryRange(0, entries()));
    }
}
