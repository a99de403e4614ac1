"""Computes second-reader.txt again: what uproot finds in the branches that it names, in the files of the folder given.

    python second_reader.py FOLDER < second-reader.txt > again.txt

The file says what its columns are. Branches marked "float" hold packed numbers: their bits are mixed after rounding to single precision.
"""

import sys

import awkward as ak
import numpy as np
import uproot

FILES = {}
TREES = {}


def flat(values):
    """All numbers as doubles, lists and records opened."""
    if isinstance(values, np.ndarray) and values.dtype != object and values.dtype.names is None:
        return values.astype("f8").ravel()
    array = values if isinstance(values, ak.Array) else ak.Array(values)
    if array.fields:
        return np.concatenate([flat(array[field]) for field in array.fields if not field.startswith("@")])
    return ak.to_numpy(ak.flatten(array, axis=None)).astype("f8")


def mixed(values):
    """Sum modulo 2^64 of SplitMix64's finalizer of the bits of the values, not-a-number as its canonical bits."""
    z = values.copy()
    z[np.isnan(z)] = np.nan
    z = z.view(np.uint64)
    with np.errstate(over="ignore"):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return int((z ^ (z >> np.uint64(31))).sum(dtype=np.uint64))


def read(folder, file, tree, branch):
    if file not in FILES:
        FILES[file] = uproot.open(f"{folder}/{file}")
    if (file, tree) not in TREES:
        TREES[file, tree] = FILES[file][tree]
    table = TREES[file, tree]
    if hasattr(table, "branches"):
        return table[branch].array(library="ak")
    return table.arrays([branch])[branch]


def main():
    for line in sys.stdin:
        cells = line.rstrip("\n").split("|")
        if line.startswith("#"):
            print(line, end="")
            continue
        values = flat(read(sys.argv[1], *cells[:3]))
        kind = cells[6:]
        bits = mixed(values.astype("f4").astype("f8") if kind == ["float"] else values)
        total = repr(float(values.sum())).replace("nan", "NaN")
        print("|".join(cells[:3] + [str(len(values)), total, f"{bits:016x}"] + kind), flush=True)


if __name__ == "__main__":
    main()
