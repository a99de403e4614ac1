package io.farseek.root.column;

import io.farseek.root.column.RootType.StructType;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;

/**
 * Everything needed to read some columns of some entries: which bytes lie where and how they decode. A scan is made where the metadata
 * was parsed, is serialisable, and opens anywhere without reading any metadata again.
 */
public interface Scan extends Serializable {

    /** The shape of the batches. */
    StructType type();

    /** The entries that will be read. */
    EntryRange range();

    /** Bytes to be fetched from the file. */
    long storedBytes();

    /** The file, as the path it was opened with. */
    String path();

    /**
     * The same scan cut at cluster boundaries into consecutive scans of about {@code targetBytes} stored bytes each (at least one
     * cluster); each holds only the locations its own entries need.
     */
    List<Scan> split(long targetBytes);

    /** Opens the file and starts fetching. The caller closes the reader. */
    BatchReader open(FileSystem fileSystem, ReadOptions options) throws IOException;
}
