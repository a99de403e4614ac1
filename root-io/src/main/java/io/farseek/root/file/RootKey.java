package io.farseek.root.file;

import io.farseek.root.codec.CorruptDataException;

/**
 * The header of a record (TKey): what it holds and where.
 *
 * @param storedBytes length of the record with this header
 * @param objectBytes length of the object once decompressed
 * @param keyBytes length of this header
 * @param seek offset of the record in the file
 */
public record RootKey(
        int storedBytes,
        long objectBytes,
        int keyBytes,
        int cycle,
        long seek,
        long parent,
        String className,
        String name,
        String title) {

    private static final int WIDE = 1000;

    static RootKey read(Cursor in) throws CorruptDataException {
        int storedBytes = in.int32();
        int version = in.int16();
        long objectBytes = in.uint32();
        in.skip(4);
        int keyBytes = in.uint16();
        int cycle = in.uint16();
        boolean wide = version > WIDE;
        long seek = wide ? in.int64() : in.uint32();
        long parent = wide ? in.int64() : in.uint32();
        return new RootKey(
                storedBytes, objectBytes, keyBytes, cycle, seek, parent, in.string(), in.string(), in.string());
    }

    /** Bytes between the header and the end of the record, compressed when they are fewer than the object's. */
    public int payloadBytes() {
        return storedBytes - keyBytes;
    }

    public boolean isDirectory() {
        return className.equals("TDirectory") || className.equals("TDirectoryFile");
    }

    public boolean isTree() {
        return className.equals("TTree")
                || className.equals("TNtuple")
                || className.equals("TNtupleD")
                || className.equals("TChain");
    }

    public boolean isNTuple() {
        return className.equals("ROOT::RNTuple") || className.equals("ROOT::Experimental::RNTuple");
    }
}
