package io.farseek.root.tree;

import io.farseek.root.file.StreamedObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One leaf of a branch.
 *
 * @param counter the leaf that holds how many values an entry has, null when the number is fixed
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record Leaf(
        String className,
        String name,
        String title,
        int length,
        boolean unsigned,
        @Nullable StreamedObject counter,
        int[] dimensions) {

    static Leaf of(StreamedObject leaf) {
        int length = (int) Math.max(1, leaf.integer("fLen", 1));
        return new Leaf(
                leaf.className(),
                leaf.text("fName"),
                leaf.text("fTitle"),
                length,
                leaf.integer("fIsUnsigned", 0) != 0,
                leaf.object("fLeafCount"),
                dimensions(leaf.text("fTitle"), length));
    }

    /** The fixed dimensions that the title gives; one flat dimension when they do not multiply to the length. */
    static int[] dimensions(String title, int length) {
        List<Integer> sizes = new ArrayList<>();
        long product = 1;
        for (int open = title.indexOf('['); open >= 0; open = title.indexOf('[', open + 1)) {
            int close = title.indexOf(']', open);
            String inside = close < 0 ? "" : title.substring(open + 1, close).trim();
            if (inside.matches("[0-9]{1,9}")) {
                int size = Integer.parseInt(inside);
                sizes.add(size);
                product *= size;
            }
        }
        if (product != length || length == 1) {
            return length == 1 ? new int[0] : new int[] {length};
        }
        return sizes.stream().mapToInt(Integer::intValue).toArray();
    }
}
