package io.farseek.root.write;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a tree consists of. Immutable; made with {@link #named}. */
public record TreeSchema(String name, String title, List<Group> groups) implements Serializable {
    /** A column of numbers: one a row, or one an element of its group. */
    public record Leaf(String name, LeafType type) implements Serializable {}

    /** Branches that are filled together. */
    public sealed interface Group extends Serializable {
        String name();

        List<Leaf> leaves();
    }

    /** One branch with {@code length} values a row (1: a plain number, more: a fixed array). */
    public record Flat(Leaf leaf, int length) implements Group {
        public Flat {
            if (length < 1) {
                throw new IllegalArgumentException("branch '" + leaf.name() + "' has length " + length);
            }
        }

        @Override
        public String name() {
            return leaf.name();
        }

        @Override
        public List<Leaf> leaves() {
            return List.of(leaf);
        }
    }

    /** Branches {@code name/T[counter]} with as many values a row as the branch {@code counter} says, which the writer fills. */
    public record Jagged(Leaf counter, List<Leaf> leaves) implements Group {
        public Jagged {
            leaves = List.copyOf(leaves);
            if (counter.type() != LeafType.INT32 && counter.type() != LeafType.UINT32) {
                throw new IllegalArgumentException("counter '" + counter.name() + "' must be a 32-bit integer");
            }
        }

        @Override
        public String name() {
            return counter.name();
        }
    }

    /**
     * A TClonesArray of {@code className} split into one branch a member, named {@code name.member}, as Delphes writes them. The class derives
     * from TObject, whose members the writer fills.
     *
     * @param sizeBranch whether a plain branch {@code name_size} with the number of elements follows
     */
    public record Clones(String name, String className, int classVersion, List<Leaf> leaves, boolean sizeBranch)
            implements Group {
        public Clones {
            leaves = List.copyOf(leaves);
        }
    }

    public TreeSchema {
        groups = List.copyOf(groups);
        Set<String> names = new HashSet<>();
        for (Group group : groups) {
            requireNew(names, group.name());
            if (group instanceof Jagged jagged) {
                jagged.leaves().forEach(leaf -> requireNew(names, leaf.name()));
            } else if (group instanceof Clones clones) {
                clones.leaves().forEach(leaf -> requireNew(names, clones.name() + '.' + leaf.name()));
            }
        }
    }

    private static void requireNew(Set<String> names, String name) {
        if (name.isEmpty() || !names.add(name)) {
            throw new IllegalArgumentException("branch name '" + name + "' is empty or used twice");
        }
    }

    public static Builder named(String name, String title) {
        return new Builder(name, title);
    }

    /** Collects the branches in file order. */
    public static final class Builder {
        private final String name;
        private final String title;
        private final List<Group> groups = new ArrayList<>();

        private Builder(String name, String title) {
            this.name = name;
            this.title = title;
        }

        public Builder flat(String branch, LeafType type) {
            return array(branch, type, 1);
        }

        public Builder array(String branch, LeafType type, int length) {
            groups.add(new Flat(new Leaf(branch, type), length));
            return this;
        }

        public Builder jagged(String counter, List<Leaf> leaves) {
            groups.add(new Jagged(new Leaf(counter, LeafType.INT32), leaves));
            return this;
        }

        public Builder add(Group group) {
            groups.add(group);
            return this;
        }

        public TreeSchema build() {
            return new TreeSchema(name, title, groups);
        }
    }
}
