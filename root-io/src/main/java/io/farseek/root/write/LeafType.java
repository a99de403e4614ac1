package io.farseek.root.write;

/** Element types of a branch, with what ROOT calls them. */
public enum LeafType {
    BOOL("TLeafO", 'O', 1, 18, "bool", false),
    INT8("TLeafB", 'B', 1, 1, "char", false),
    UINT8("TLeafB", 'b', 1, 11, "unsigned char", true),
    INT16("TLeafS", 'S', 2, 2, "short", false),
    UINT16("TLeafS", 's', 2, 12, "unsigned short", true),
    INT32("TLeafI", 'I', 4, 3, "int", false),
    UINT32("TLeafI", 'i', 4, 13, "unsigned int", true),
    INT64("TLeafL", 'L', 8, 16, "Long64_t", false),
    UINT64("TLeafL", 'l', 8, 17, "ULong64_t", true),
    FLOAT32("TLeafF", 'F', 4, 5, "float", false),
    FLOAT64("TLeafD", 'D', 8, 8, "double", false);

    private final String leafClass;
    private final char code;
    private final int bytes;
    private final int streamerType;
    private final String typeName;
    private final boolean unsigned;

    LeafType(String leafClass, char code, int bytes, int streamerType, String typeName, boolean unsigned) {
        this.leafClass = leafClass;
        this.code = code;
        this.bytes = bytes;
        this.streamerType = streamerType;
        this.typeName = typeName;
        this.unsigned = unsigned;
    }

    /** Class of the leaf. */
    String leafClass() {
        return leafClass;
    }

    /** Letter in a leaf list such as {@code pt/F}. */
    char code() {
        return code;
    }

    /** Width of an element. */
    public int bytes() {
        return bytes;
    }

    /** Number of a basic member of this type in a TStreamerElement. */
    int streamerType() {
        return streamerType;
    }

    /** C++ name, as class checksums use it. */
    String typeName() {
        return typeName;
    }

    boolean unsigned() {
        return unsigned;
    }
}
