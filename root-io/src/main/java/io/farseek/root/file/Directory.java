package io.farseek.root.file;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory of a ROOT file: its path without slashes at either end, and its keys in the order of the file, old cycles included. */
public record Directory(String path, List<RootKey> keys) {
    public Directory {
        keys = List.copyOf(keys);
    }

    /** The key {@code name} with the highest cycle, or {@code name;cycle} exactly. */
    @Nullable RootKey find(String nameAndCycle) {
        int semicolon = nameAndCycle.lastIndexOf(';');
        String name = nameAndCycle;
        int cycle = -1;
        if (semicolon >= 0 && nameAndCycle.substring(semicolon + 1).matches("[0-9]{1,5}")) {
            name = nameAndCycle.substring(0, semicolon);
            cycle = Integer.parseInt(nameAndCycle.substring(semicolon + 1));
        }
        RootKey found = null;
        for (RootKey key : keys) {
            boolean better = cycle >= 0 ? key.cycle() == cycle : found == null || key.cycle() > found.cycle();
            if (key.name().equals(name) && better) {
                found = key;
            }
        }
        return found;
    }

    /** Path of a key in this directory. */
    public String pathOf(RootKey key) {
        return path.isEmpty() ? key.name() : path + '/' + key.name();
    }
}
