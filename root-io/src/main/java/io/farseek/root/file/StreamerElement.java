package io.farseek.root.file;

import java.io.Serializable;

/**
 * One base class or data member of a streamed class (TStreamerElement).
 *
 * @param type TVirtualStreamerInfo::EReadWrite: 1 to 19 basic, 20 more for fixed arrays, 40 more for counted arrays, 61 to 69
 *     objects, 300 STL, 365 std::string, 500 own streamer
 * @param dimensions of a fixed array, as {@code [2][3]}
 * @param counter member that holds the length of a counted array, empty otherwise
 */
public record StreamerElement(
        String kind,
        String name,
        String title,
        int type,
        int arrayLength,
        String dimensions,
        String typeName,
        String counter,
        int baseVersion)
        implements Serializable {

    public boolean isBase() {
        return kind.equals("TStreamerBase");
    }
}
