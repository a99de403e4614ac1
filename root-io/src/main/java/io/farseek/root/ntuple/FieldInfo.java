package io.farseek.root.ntuple;

import io.farseek.root.codec.CorruptDataException;

/** A field of the schema: name, C++ type, its place in the tree of fields and its structural role. */
record FieldInfo(int parent, int role, String name, String typeName, long arrayLength, int source) {

    static final int LEAF = 0;
    static final int COLLECTION = 1;
    static final int RECORD = 2;
    static final int VARIANT = 3;

    static FieldInfo read(Envelope in) throws CorruptDataException {
        int end = in.record();
        in.int32();
        in.int32();
        int parent = in.int32();
        int role = in.uint16();
        int flags = in.uint16();
        String name = in.string();
        String typeName = in.string();
        in.string();
        in.string();
        long length = (flags & 1) != 0 ? in.int64() : 0;
        int source = (flags & 2) != 0 ? in.int32() : -1;
        in.endFrame(end);
        return new FieldInfo(parent, role, name, typeName, length, source);
    }

    boolean projected() {
        return source >= 0;
    }
}
