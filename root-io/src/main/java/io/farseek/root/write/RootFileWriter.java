package io.farseek.root.write;

import io.farseek.root.write.FrameCompressor.Block;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes one ROOT file to a stream that cannot seek. A ROOT file says in its first bytes where its last ones lie; there are two ways round that:
 *
 * <ul>
 *   <li>{@link #spooled} keeps the file in memory and, from 16 MiB on, in a temporary file until it is complete;
 *   <li>{@link #streamed} runs the same content twice, once to measure and once to write, and keeps nothing.
 * </ul>
 *
 * <p>All positions are 64-bit, equal content gives equal bytes, memory use does not grow with the file but for 20 bytes a basket. Not thread-safe.
 */
public final class RootFileWriter implements Closeable {
    private static final int BEGIN = 100;
    private static final int FILE_VERSION = 1_000_000 + 62_400;
    private static final int DIRECTORY_VERSION = 1_005;
    private static final int FREE_VERSION = 1_001;
    private static final int UUID_VERSION = 1;

    private final String name;
    private final WriteOptions options;
    private final OutputStream body;
    private final @Nullable Layout known;
    private final FrameCompressor compressor;
    private final List<TreeWriter> trees = new ArrayList<>();
    private final RootBuffer keyBuffer = new RootBuffer(0, 256);
    private long position;

    /** What goes into a file; must write the same every time it is run. */
    @FunctionalInterface
    public interface Content {
        void writeTo(RootFileWriter file) throws IOException;
    }

    private RootFileWriter(OutputStream body, String name, WriteOptions options, @Nullable Layout known) {
        this.name = name;
        this.options = options;
        this.body = body;
        this.known = known;
        this.compressor = FrameCompressor.of(options.compression());
        this.position = prologueBytes(name);
    }

    /**
     * Writes {@code content} as file {@code name} to {@code target}, which stays open. Runs the content once.
     *
     * @param spoolDirectory local directory for a temporary file as large as the result; it is deleted in any case
     */
    public static void spooled(
            OutputStream target, String name, WriteOptions options, Path spoolDirectory, Content content)
            throws IOException {
        try (Spool spool = new Spool(spoolDirectory);
                RootFileWriter file = new RootFileWriter(spool, name, options, null)) {
            content.writeTo(file);
            Layout layout = file.finish();
            file.writePrologue(target, layout);
            spool.drainTo(target);
        }
    }

    /**
     * Writes {@code content} as file {@code name} to {@code target}, which stays open. Runs the content twice, so that it costs no disk but twice
     * the time to make and compress.
     *
     * @throws IOException also when the second run did not give what the first one did
     */
    public static void streamed(OutputStream target, String name, WriteOptions options, Content content)
            throws IOException {
        Layout layout = measure(name, options, content);
        try (RootFileWriter file = new RootFileWriter(target, name, options, layout)) {
            file.writePrologue(target, layout);
            content.writeTo(file);
            file.finish();
        }
    }

    /** Where the parts of the file end up, without writing it anywhere. */
    static Layout measure(String name, WriteOptions options, Content content) throws IOException {
        try (RootFileWriter file = new RootFileWriter(OutputStream.nullOutputStream(), name, options, null)) {
            content.writeTo(file);
            return file.finish();
        }
    }

    /** Begins a tree; several may be filled at the same time. */
    public TreeWriter tree(TreeSchema schema) {
        for (TreeWriter other : trees) {
            if (other.schema().name().equals(schema.name())) {
                throw new IllegalArgumentException("file '" + name + "' already has a tree '" + schema.name() + "'");
            }
        }
        TreeWriter tree = new TreeWriter(this, schema, options);
        trees.add(tree);
        return tree;
    }

    /** Appends a basket's key, which the caller has encoded, and its content. Returns the bytes they take. */
    int writeBasket(RootBuffer key, Block block) throws IOException {
        body.write(key.bytes(), 0, key.size());
        body.write(block.bytes(), 0, block.length());
        int bytes = key.size() + block.length();
        position += bytes;
        return bytes;
    }

    /** Position in the file of the next record. */
    long position() {
        return position;
    }

    FrameCompressor compressor() {
        return compressor;
    }

    private Layout finish() throws IOException {
        List<RecordKey> keys = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (TreeWriter tree : trees) {
            tree.flush();
            TreeSchema schema = tree.schema();
            RootBuffer record = tree.record(RecordKey.length("TTree", schema.name(), schema.title()));
            RecordKey key = key("TTree", schema.name(), schema.title(), record.size());
            sizes.add(writeRecord(key, compressor.compress(record.bytes(), record.size())));
            keys.add(key);
        }
        long seekInfo = position;
        RootBuffer info =
                StreamerRecord.of(trees.stream().map(TreeWriter::schema).toList());
        RecordKey infoKey = key("TList", StreamerRecord.NAME, StreamerRecord.TITLE, info.size());
        int infoBytes = writeRecord(infoKey, compressor.compress(info.bytes(), info.size()));

        long seekKeys = position;
        RootBuffer list = new RootBuffer(0, 256);
        list.putInt(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            keys.get(i).writeTo(list, sizes.get(i), 0);
        }
        int keysBytes = writePlain(list);

        long seekFree = position;
        RootBuffer free = new RootBuffer(0, 32);
        int freeBytes = RecordKey.length("TFile", name, "") + 18;
        long end = position + freeBytes;
        free.putShort(FREE_VERSION);
        free.putLong(end);
        free.putLong(end + 1_000_000_000L);
        writePlain(free);

        Layout layout = new Layout(end, seekKeys, keysBytes, seekInfo, infoBytes, seekFree, freeBytes);
        if (known != null && !known.equals(layout)) {
            throw new IOException(
                    "writing '" + name + "': the second run of the content gave " + layout + " where the first gave "
                            + known + "; the file is unusable, make the content repeatable or spool it");
        }
        return layout;
    }

    private RecordKey key(String className, String recordName, String title, int objectBytes) {
        return new RecordKey(className, recordName, title, objectBytes, 1, position, BEGIN);
    }

    private int writePlain(RootBuffer record) throws IOException {
        return writeRecord(key("TFile", name, "", record.size()), new Block(record.bytes(), record.size()));
    }

    private int writeRecord(RecordKey key, Block block) throws IOException {
        keyBuffer.clear();
        int bytes = key.length() + block.length();
        key.writeTo(keyBuffer, bytes, 0);
        body.write(keyBuffer.bytes(), 0, keyBuffer.size());
        body.write(block.bytes(), 0, block.length());
        position += bytes;
        return bytes;
    }

    private static int nameBytes(String name) {
        return RecordKey.length("TFile", name, "") + RootBuffer.stringBytes(name) + 1;
    }

    /** Header, the file's own key and the root directory. */
    private static int prologueBytes(String name) {
        return BEGIN + nameBytes(name) + directoryBytes();
    }

    private static int directoryBytes() {
        return 2 + 4 + 4 + 4 + 4 + 3 * 8 + 18;
    }

    private void writePrologue(OutputStream target, Layout layout) throws IOException {
        RootBuffer out = new RootBuffer(0, prologueBytes(name));
        out.putBytes(new byte[] {'r', 'o', 'o', 't'}, 4);
        out.putInt(FILE_VERSION);
        out.putInt(BEGIN);
        out.putLong(layout.end());
        out.putLong(layout.seekFree());
        out.putInt(layout.freeBytes());
        out.putInt(1);
        out.putInt(nameBytes(name));
        out.putByte(8);
        out.putInt(options.compression().setting());
        out.putLong(layout.seekInfo());
        out.putInt(layout.infoBytes());
        putUuid(out);
        while (out.size() < BEGIN) {
            out.putByte(0);
        }
        int objectBytes = RootBuffer.stringBytes(name) + 1 + directoryBytes();
        RecordKey key = new RecordKey("TFile", name, "", objectBytes, 1, BEGIN, 0);
        key.writeTo(out, key.length() + objectBytes, 0);
        out.putString(name);
        out.putString("");
        out.putShort(DIRECTORY_VERSION);
        out.putInt(RecordKey.DATE_TIME);
        out.putInt(RecordKey.DATE_TIME);
        out.putInt(layout.keysBytes());
        out.putInt(nameBytes(name));
        out.putLong(BEGIN);
        out.putLong(0);
        out.putLong(layout.seekKeys());
        putUuid(out);
        target.write(out.bytes(), 0, out.size());
    }

    /** Made from the name: a random one would make every run different. */
    private void putUuid(RootBuffer out) {
        UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        out.putShort(UUID_VERSION);
        out.putLong(uuid.getMostSignificantBits());
        out.putLong(uuid.getLeastSignificantBits());
    }

    /** Releases native memory; a file whose content did not complete stays incomplete. */
    @Override
    public void close() {
        compressor.close();
    }
}
