package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.codec.Decompressor;
import io.farseek.root.codec.Xxh3;
import io.farseek.root.column.EntryRange;
import io.farseek.root.column.RootType.Field;
import io.farseek.root.column.RootType.StructType;
import io.farseek.root.column.Scan;
import io.farseek.root.column.Table;
import io.farseek.root.column.UnsupportedColumn;
import io.farseek.root.file.Cursor;
import io.farseek.root.file.FileBytes;
import io.farseek.root.file.RootFile;
import io.farseek.root.file.RootKey;
import io.farseek.root.file.Slice;
import io.farseek.root.file.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An RNTuple of format 1.x whose schema and page locations have been read. */
public final class NTupleTable implements Table {

    private static final Logger LOG = LoggerFactory.getLogger(NTupleTable.class);
    private static final int ANCHOR_FIELD_BYTES = 64;

    private final String name;
    private final String path;
    private final long fileLength;
    private final List<ColumnInfo> columns;
    private final Map<String, FieldReader> readers;
    private final StructType schema;
    private final List<UnsupportedColumn> unsupported;
    private final List<Cluster> clusters;
    private final long entries;

    private NTupleTable(String name, RootFile file, NTupleSchema schema, List<Cluster> clusters) throws IOException {
        this.name = name;
        this.path = file.path().toString();
        this.fileLength = file.length();
        this.columns = List.copyOf(schema.columns());
        this.readers = schema.readers();
        this.unsupported = List.copyOf(schema.unsupported());
        List<Field> fields = new ArrayList<>();
        readers.forEach((field, reader) -> fields.add(new Field(field, reader.type())));
        this.schema = new StructType("", fields);
        this.clusters = clusters;
        long end = 0;
        for (Cluster cluster : clusters) {
            if (cluster.entries().start() != end) {
                throw new CorruptDataException(
                        "a cluster begins at entry " + cluster.entries().start() + " instead of " + end);
            }
            end = cluster.entries().end();
        }
        this.entries = end;
        if (!unsupported.isEmpty()) {
            LOG.warn(
                    "{}: RNTuple '{}': {} fields are left out because their layout is not supported: {}",
                    path,
                    name,
                    unsupported.size(),
                    unsupported.stream().map(UnsupportedColumn::path).collect(Collectors.joining(", ")));
        }
    }

    /** Reads header, footer and page lists of the RNTuple with that key. */
    public static NTupleTable open(RootFile file, String name, RootKey key) throws IOException {
        byte[] anchor = file.payload(key);
        try {
            return read(file, name, anchor);
        } catch (IOException | RuntimeException e) {
            throw file.bytes().named(e);
        }
    }

    private static NTupleTable read(RootFile file, String name, byte[] anchor) throws IOException {
        Cursor in = new Cursor(anchor);
        in.objectHeader();
        int start = in.position();
        int epoch = in.uint16();
        int major = in.uint16();
        in.skip(4);
        long[] places = new long[7];
        for (int i = 0; i < places.length; i++) {
            places[i] = in.int64();
        }
        if (epoch < 1) {
            throw new CorruptDataException("RNTuple '" + name + "' was written in the format " + epoch + "." + major
                    + " of before the first release, which no current reader knows");
        }
        if (in.remaining() >= 8 && Xxh3.hash(anchor, start, ANCHOR_FIELD_BYTES) != in.int64()) {
            throw new CorruptDataException("the anchor of RNTuple '" + name + "' does not match its checksum");
        }
        FileBytes bytes = file.bytes();
        try (Decompressor decompressor = new Decompressor(true)) {
            Envelope header =
                    Envelope.open(block(bytes, decompressor, places[0], places[1], places[2]), Envelope.HEADER);
            Envelope footer =
                    Envelope.open(block(bytes, decompressor, places[3], places[4], places[5]), Envelope.FOOTER);
            NTupleSchema schema = new NTupleSchema();
            header.features();
            for (int i = 0; i < 3; i++) {
                header.string();
            }
            schema.read(header);
            footer.features();
            requireSame(header.checksum(), footer.int64());
            int extension = footer.record();
            schema.read(footer);
            footer.endFrame(extension);
            return new NTupleTable(name, file, schema, clusters(bytes, decompressor, header.checksum(), footer));
        }
    }

    private static void requireSame(long checksum, long expected) throws CorruptDataException {
        if (checksum != expected) {
            throw new CorruptDataException("parts of the RNTuple's description do not belong together");
        }
    }

    private static byte[] block(FileBytes bytes, Decompressor decompressor, long offset, long stored, long length)
            throws IOException {
        if (stored < 0 || stored > FileBytes.LARGEST_RECORD || length < 0 || length > FileBytes.LARGEST_RECORD) {
            throw new CorruptDataException(
                    "an RNTuple envelope of " + stored + " stored and " + length + " full bytes");
        }
        byte[] block = bytes.read(offset, (int) stored);
        return decompressor.decompress(block, 0, block.length, (int) length);
    }

    private static List<Cluster> clusters(FileBytes bytes, Decompressor decompressor, long checksum, Envelope footer)
            throws IOException {
        int end = footer.list();
        List<Span> spans = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        for (int n = footer.count(8); n > 0; n--) {
            int record = footer.record();
            footer.int64();
            footer.int64();
            footer.int32();
            long length = footer.int64();
            Envelope.Locator locator = footer.locator();
            footer.endFrame(record);
            if (length < 0 || length > FileBytes.LARGEST_RECORD || locator.bytes() > FileBytes.LARGEST_RECORD) {
                throw new CorruptDataException("a page list of " + length + " bytes");
            }
            spans.add(new Span(locator.offset(), (int) locator.bytes()));
            lengths.add(length);
        }
        footer.endFrame(end);
        List<Cluster> clusters = new ArrayList<>();
        var fetch = bytes.fetch(spans);
        for (int i = 0; i < spans.size(); i++) {
            Slice slice = fetch.await(i);
            byte[] list = decompressor.decompress(
                    slice.data(), slice.start(), slice.length(), lengths.get(i).intValue());
            pageList(Envelope.open(list, Envelope.PAGE_LIST), checksum, clusters);
        }
        return clusters;
    }

    private static void pageList(Envelope in, long checksum, List<Cluster> clusters) throws CorruptDataException {
        requireSame(checksum, in.int64());
        List<EntryRange> ranges = new ArrayList<>();
        int end = in.list();
        for (int n = in.count(8); n > 0; n--) {
            int record = in.record();
            long first = in.int64();
            long packed = in.int64();
            long count = packed & ((1L << 56) - 1);
            if ((packed >>> 56 & 1) != 0 || first < 0 || first > Long.MAX_VALUE - count) {
                throw new CorruptDataException("a cluster that is sharded or out of range");
            }
            ranges.add(new EntryRange(first, first + count));
            in.endFrame(record);
        }
        in.endFrame(end);
        end = in.list();
        int count = in.count(8);
        if (count != ranges.size()) {
            throw new CorruptDataException("pages of " + count + " clusters where there are " + ranges.size());
        }
        for (EntryRange range : ranges) {
            int columnsEnd = in.list();
            List<@Nullable ColumnPages> columns = new ArrayList<>();
            for (int n = in.count(8); n > 0; n--) {
                columns.add(pages(in));
            }
            in.endFrame(columnsEnd);
            clusters.add(new Cluster(range, columns));
        }
        in.endFrame(end);
    }

    private static @Nullable ColumnPages pages(Envelope in) throws CorruptDataException {
        int end = in.list();
        int count = in.count(16);
        int[] elements = new int[count];
        long[] offsets = new long[count];
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            elements[i] = in.int32();
            Envelope.Locator locator = in.locator();
            if (locator.bytes() > FileBytes.LARGEST_RECORD || elements[i] == Integer.MIN_VALUE) {
                throw new CorruptDataException("a page of " + locator.bytes() + " bytes");
            }
            offsets[i] = locator.offset();
            sizes[i] = (int) locator.bytes();
        }
        long first = in.int64();
        in.endFrame(end);
        return first < 0 ? null : new ColumnPages(elements, offsets, sizes, first);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long entries() {
        return entries;
    }

    @Override
    public StructType schema() {
        return schema;
    }

    @Override
    public List<UnsupportedColumn> unsupported() {
        return unsupported;
    }

    @Override
    public List<EntryRange> clusters() {
        return clusters.stream().map(Cluster::entries).toList();
    }

    /** Whether the column, or one inside it, was added after the first entries were written; those have zeros or nothing in it. */
    public boolean addedLate(String column) {
        FieldReader reader = readers.get(column);
        Set<Integer> ids = new LinkedHashSet<>();
        if (reader != null) {
            reader.collect(ids);
        }
        return ids.stream().anyMatch(id -> columns.get(id).firstElement() != 0);
    }

    @Override
    public Scan scan(StructType projection, EntryRange range) {
        if (range.end() > entries) {
            throw new IllegalArgumentException(
                    "RNTuple '" + name + "' has " + entries + " entries, not " + range.end());
        }
        List<FieldReader> chosen = new ArrayList<>();
        Set<Integer> ids = new LinkedHashSet<>();
        for (Field field : projection.fields()) {
            FieldReader reader = readers.get(field.name());
            if (reader == null) {
                throw new IllegalArgumentException("no column '" + field.name() + "'");
            }
            FieldReader projected = reader.project(field.name(), field.type());
            projected.collect(ids);
            chosen.add(projected);
        }
        List<Integer> order = List.copyOf(ids);
        List<Cluster> selected = clusters.stream()
                .filter(c -> c.entries().start() < range.end() && c.entries().end() > range.start())
                .map(c -> c.select(order))
                .toList();
        List<ColumnInfo> infos = order.stream().map(columns::get).toList();
        return new NTupleScan(path, fileLength, projection, range, chosen, order, infos, selected);
    }
}
