package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.codec.Decompressor;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * An open ROOT file: its header, directories, keys and objects. Opening costs one vectored read of the head and the tail, where nearly
 * all metadata lies. Sub-directories are read when they are asked for. Used by one thread at a time; every failure is an IOException
 * that names the file.
 */
public final class RootFile implements Closeable {

    private static final int HEAD_BYTES = 64 << 10;
    private static final int SMALLEST_TAIL = 1 << 20;
    private static final int LARGEST_TAIL = 16 << 20;
    private static final int HEADER_BYTES = 100;
    private static final int MOST_NAMES = 20;
    private static final int LARGEST_HEADER_VERSION_2 = 64;

    private final FileBytes bytes;
    private final FileHeader header;
    private final Decompressor decompressor = new Decompressor(true);
    private final Map<Long, Directory> directories = new HashMap<>();
    private @Nullable Streamers streamers;

    private RootFile(FileBytes bytes, FileHeader header) {
        this.bytes = bytes;
        this.header = header;
    }

    /** Opens a file by path, asking the file system for its length. */
    public static RootFile open(Path path, Configuration configuration) throws IOException {
        FileSystem fileSystem = path.getFileSystem(configuration);
        return open(fileSystem, fileSystem.getFileStatus(path));
    }

    /** Opens a file whose status the caller has; the store is not asked for it again. */
    public static RootFile open(FileSystem fileSystem, FileStatus status) throws IOException {
        return open(fileSystem, status.getPath(), status.getLen());
    }

    /** Opens a file whose length the caller knows. */
    public static RootFile open(FileSystem fileSystem, Path path, long length) throws IOException {
        FileBytes bytes = FileBytes.open(fileSystem, path, length);
        try {
            if (length < LARGEST_HEADER_VERSION_2) {
                throw new CorruptDataException("not a ROOT file: it has only " + length + " bytes");
            }
            long tail = Math.min(length, Math.min(LARGEST_TAIL, Math.max(SMALLEST_TAIL, length / 1000)));
            List<Span> first = new ArrayList<>();
            if (tail + HEAD_BYTES >= length) {
                first.add(new Span(0, (int) length));
            } else {
                first.add(new Span(0, HEAD_BYTES));
                first.add(new Span(length - tail, (int) tail));
            }
            bytes.keep(first);
            byte[] head = bytes.read(0, (int) Math.min(length, HEADER_BYTES));
            return new RootFile(bytes, FileHeader.read(new Cursor(head)));
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw bytes.named(e);
        }
    }

    public Path path() {
        return bytes.path();
    }

    public long length() {
        return bytes.length();
    }

    public FileHeader header() {
        return header;
    }

    /** The bytes themselves, for layouts that are not made of keys. */
    public FileBytes bytes() {
        return bytes;
    }

    /** The top directory. */
    public Directory top() throws IOException {
        return directory("", (long) header.begin() + header.nameBytes());
    }

    /** A sub-directory, given the key that holds it and the directory the key is in. */
    public Directory directory(Directory parent, RootKey key) throws IOException {
        return directory(parent.pathOf(key), key.seek() + key.keyBytes());
    }

    private Directory directory(String path, long record) throws IOException {
        try {
            Directory known = directories.get(record);
            if (known == null) {
                known = readDirectory(path, record);
                directories.put(record, known);
            }
            return known;
        } catch (IOException | RuntimeException e) {
            throw bytes.named(e);
        }
    }

    private Directory readDirectory(String path, long record) throws IOException {
        if (record < 0 || record >= length()) {
            throw new CorruptDataException((path.isEmpty() ? "the top directory" : "directory '" + path + "'")
                    + " would lie at byte " + record + " of " + length()
                    + "; the file was truncated, damaged, or is not a ROOT file");
        }
        Cursor in = new Cursor(bytes.read(record, (int) Math.min(HEADER_BYTES, length() - record)));
        boolean wide = in.int16() > 1000;
        in.skip(8);
        int keyListBytes = in.int32();
        in.skip(4);
        in.skip(wide ? 16 : 8);
        long seekKeys = wide ? in.int64() : in.uint32();
        if (seekKeys == 0 || keyListBytes == 0) {
            if (path.isEmpty() && record == (long) header.begin() + header.nameBytes()) {
                throw new CorruptDataException(
                        "the file was never closed by its writer, so it has no list of keys; recover it with ROOT first");
            }
            return new Directory(path, List.of());
        }
        Cursor list = new Cursor(bytes.read(seekKeys, keyListBytes));
        RootKey.read(list);
        int count = list.count(18);
        List<RootKey> keys = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            keys.add(RootKey.read(list));
        }
        return new Directory(path, keys);
    }

    /**
     * The key at {@code path}, such as {@code dir/Events} or {@code Events;2}; the highest cycle without a number. Names that
     * contain slashes are found too.
     *
     * @throws FileNotFoundException when there is none
     */
    public RootKey key(String path) throws IOException {
        RootKey key = find(top(), path);
        if (key == null) {
            throw new FileNotFoundException(
                    path() + ": no object '" + path + "' in this ROOT file, whose top directory has " + names(top()));
        }
        return key;
    }

    /** Some of what a directory has, for a message. */
    private static String names(Directory directory) {
        List<String> names =
                directory.keys().stream().map(RootKey::name).distinct().toList();
        return names.size() <= MOST_NAMES
                ? names.toString()
                : names.subList(0, MOST_NAMES) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    private @Nullable RootKey find(Directory directory, String path) throws IOException {
        RootKey whole = directory.find(path);
        if (whole != null) {
            return whole;
        }
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            RootKey first = directory.find(path.substring(0, slash));
            if (first != null && first.isDirectory()) {
                RootKey found = find(directory(directory, first), path.substring(slash + 1));
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    /** The object's bytes, decompressed. */
    public byte[] payload(RootKey key) throws IOException {
        try {
            if (key.keyBytes() < 0 || key.payloadBytes() < 0 || key.objectBytes() > FileBytes.LARGEST_RECORD) {
                throw new CorruptDataException("key '" + key.name() + "' has impossible sizes: " + key);
            }
            byte[] record = bytes.read(key.seek(), key.storedBytes());
            if (new Cursor(record).int32() != key.storedBytes()) {
                throw new CorruptDataException("the record at " + key.seek() + " is not the '" + key.name()
                        + "' that its directory says it is");
            }
            return decompressor.decompress(record, key.keyBytes(), key.payloadBytes(), (int) key.objectBytes());
        } catch (IOException | RuntimeException e) {
            throw bytes.named(e);
        }
    }

    /** The object of that key, with the members that its class description names. */
    public StreamedObject object(RootKey key) throws IOException {
        byte[] payload = payload(key);
        try {
            return parse(key, payload);
        } catch (IOException | RuntimeException e) {
            throw bytes.named(e);
        }
    }

    /** The object in bytes that {@link #payload} returned for its key. */
    public StreamedObject parse(RootKey key, byte[] payload) throws IOException {
        Cursor in = new Cursor(payload, 0, payload.length, key.keyBytes());
        return new ObjectStream(in, streamers()).read(key.className());
    }

    /** The class descriptions stored in the file; those of ROOT's own classes where the file has none. */
    public Streamers streamers() throws IOException {
        if (streamers == null) {
            streamers = Streamers.builtIn();
            if (header.seekInfo() > 0 && header.infoBytes() > 0 && header.seekInfo() < length()) {
                try {
                    byte[] record = bytes.read(header.seekInfo(), header.infoBytes());
                    RootKey key = RootKey.read(new Cursor(record));
                    if (key.objectBytes() > FileBytes.LARGEST_RECORD) {
                        throw new CorruptDataException("streamer information claims " + key.objectBytes() + " bytes");
                    }
                    byte[] list = decompressor.decompress(
                            record, key.keyBytes(), record.length - key.keyBytes(), (int) key.objectBytes());
                    streamers = Streamers.read(new Cursor(list, 0, list.length, key.keyBytes()));
                } catch (IOException | RuntimeException e) {
                    throw bytes.named(e);
                }
            }
        }
        return streamers;
    }

    @Override
    public void close() throws IOException {
        decompressor.close();
        bytes.close();
    }
}
