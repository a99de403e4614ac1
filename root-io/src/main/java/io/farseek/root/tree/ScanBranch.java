package io.farseek.root.tree;

import java.io.Serializable;

/**
 * One branch of a scan: how its entries decode and where its baskets lie.
 *
 * @param file the file with the baskets when it is not the scan's own, empty otherwise
 * @param countSlot branch that tells how many values an entry has when baskets do not say where entries begin, or -1
 */
record ScanBranch(String path, Decoder decoder, BasketList baskets, String file, int countSlot)
        implements Serializable {

    ScanBranch forEntries(long start, long end) {
        if (baskets.size() == 0 || start >= end) {
            return this;
        }
        int from = Math.max(0, Math.min(baskets.find(start), baskets.size() - 1));
        int to = Math.min(baskets.size(), Math.max(from, baskets.find(end - 1)) + 1);
        return new ScanBranch(path, decoder, baskets.slice(from, to), file, countSlot);
    }
}
