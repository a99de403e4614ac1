package io.farseek.root.file;

import java.io.Serializable;
import java.util.List;

/** How one version of a class is streamed (TStreamerInfo): its base classes and members in the order of the bytes. */
public record ClassInfo(String name, int version, int checksum, List<StreamerElement> elements)
        implements Serializable {
    public ClassInfo {
        elements = List.copyOf(elements);
    }
}
