package io.farseek.root.tree;

import io.farseek.root.codec.CorruptDataException;
import io.farseek.root.column.Column;
import io.farseek.root.column.ListColumn;
import io.farseek.root.column.RootType.ListType;
import io.farseek.root.file.Cursor;

/**
 * Entries that are a list to their last byte: jagged leaves, members of split collections, and counted arrays, which have a flag byte
 * before their elements.
 */
final class RestDecoder extends Decoder {

    private final Decoder element;
    private final boolean flagged;

    RestDecoder(Decoder element, boolean flagged) {
        super(new ListType(element.type()));
        this.element = element;
        this.flagged = flagged;
    }

    Decoder element() {
        return element;
    }

    @Override
    void read(Cursor in, Column out) throws CorruptDataException {
        ListColumn list = (ListColumn) out;
        if (flagged && in.remaining() > 0) {
            in.skip(1);
        }
        element.readMembersToEnd(in, list.elements());
        list.endList();
    }

    @Override
    void readEntries(Basket basket, int from, int to, Column out) throws CorruptDataException {
        int width = element.fixedBytes();
        if (flagged || width <= 0) {
            super.readEntries(basket, from, to, out);
            return;
        }
        ListColumn list = (ListColumn) out;
        int[] offsets = basket.offsets(this);
        Cursor in = basket.window(offsets[from], offsets[to]);
        int total = (offsets[to] - offsets[from]) / width;
        element.readMany(in, total, list.elements());
        if (!list.endLists(offsets, from, to, width)) {
            throw new CorruptDataException(
                    "entry offsets that run backwards, or entries whose bytes do not hold whole values of " + width);
        }
    }
}
