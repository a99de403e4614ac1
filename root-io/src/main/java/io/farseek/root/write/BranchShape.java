package io.farseek.root.write;

import org.jspecify.annotations.Nullable;

/**
 * How a branch is described in the tree's record.
 *
 * @param length values a row, or an element
 * @param counter name of the branch that counts the elements; absent when every row has {@code length} values
 * @param clones what a part of a split TClonesArray is; absent for a plain branch
 */
record BranchShape(
        String name,
        LeafType type,
        int length,
        @Nullable String counter,
        boolean counts,
        @Nullable ClonesPart clones) {

    /**
     * The extra description of a TBranchElement.
     *
     * @param className class the branch is a member of; TClonesArray for the array itself
     * @param parentName class of the elements, as a member branch names it; empty for the array itself
     * @param elementName class of the elements, as the array names it; empty for a member
     * @param id position of the member in its class
     */
    record ClonesPart(
            String className,
            String parentName,
            String elementName,
            int checksum,
            int classVersion,
            int id,
            int branchType,
            int streamerType) {
        static final int ARRAY = 3;
        static final int MEMBER = 31;
    }

    static BranchShape flat(TreeSchema.Leaf leaf, int length) {
        return new BranchShape(leaf.name(), leaf.type(), length, null, false, null);
    }

    static BranchShape counter(TreeSchema.Leaf leaf) {
        return new BranchShape(leaf.name(), leaf.type(), 1, null, true, null);
    }

    static BranchShape jagged(TreeSchema.Leaf leaf, String counter) {
        return new BranchShape(leaf.name(), leaf.type(), 1, counter, false, null);
    }

    static BranchShape clones(String name, LeafType type, boolean array, ClonesPart part) {
        return new BranchShape(name, type, 1, array ? null : name.substring(0, name.indexOf('.')), array, part);
    }

    /** Whether baskets hold the position of every entry. */
    boolean hasEntryOffsets() {
        return counter != null || clones != null;
    }

    String leafName() {
        return clones != null && clones.branchType() == ClonesPart.ARRAY ? name + '_' : name;
    }

    String leafTitle() {
        if (clones != null) {
            return clones.branchType() == ClonesPart.ARRAY
                    ? leafName()
                    : name.substring(name.indexOf('.') + 1) + '[' + counter + "_]";
        }
        if (counter != null) {
            return name + '[' + counter + ']';
        }
        return length > 1 ? name + '[' + length + ']' : name;
    }

    String branchTitle() {
        return clones != null ? leafTitle() : leafTitle() + '/' + type.code();
    }
}
