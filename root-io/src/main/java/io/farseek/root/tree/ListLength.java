package io.farseek.root.tree;

import io.farseek.root.column.Column;
import io.farseek.root.column.ListColumn;

/** How long the lists of a branch were in the batch before, so that the next one need not grow while it is filled. */
final class ListLength {

    /** What is added, since no batch is like the one before. */
    private static final double MARGIN = 1.0 / 16;

    private double elementsPerValue = 1;

    /** Elements to expect in that many values. */
    int expected(int values) {
        return (int) Math.min(Integer.MAX_VALUE - 8.0, values * elementsPerValue);
    }

    void learn(Column column) {
        if (column instanceof ListColumn list && list.size() > 0) {
            double exact = (double) list.elements().size() / list.size();
            elementsPerValue = exact * (1 + MARGIN) + 1.0 / list.size();
        }
    }
}
