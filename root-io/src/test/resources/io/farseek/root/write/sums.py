# Reads a tree with uproot and prints, per branch: name, number of values, sum, sum of value times position.
import sys
import awkward as ak
import numpy as np
import uproot

path, tree_name, *branches = sys.argv[1:]
with uproot.open(path) as file:
    tree = file[tree_name]
    for name in branches:
        values = np.asarray(ak.flatten(tree[name].array(), axis=None)).astype(np.float64)
        position = np.arange(1, len(values) + 1, dtype=np.float64)
        print(name, len(values), float(values.sum()), float((position * values).sum()))
