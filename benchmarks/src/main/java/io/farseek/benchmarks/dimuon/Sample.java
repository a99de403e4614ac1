package io.farseek.benchmarks.dimuon;

import java.io.Serializable;
import java.util.List;

/**
 * A set of files of one physics process.
 *
 * @param crossSectionPb cross section in picobarn; 0 for real data
 */
record Sample(int id, String name, double crossSectionPb, List<String> paths) implements Serializable {
    Sample {
        paths = List.copyOf(paths);
    }

    /** Reads {@code id,name,xsec,path[;path...]}. */
    static Sample parse(String line) {
        String[] words = line.split(",", 4);
        try {
            if (words.length == 4) {
                return new Sample(
                        Integer.parseInt(words[0].strip()),
                        words[1].strip(),
                        Double.parseDouble(words[2].strip()),
                        List.of(words[3].strip().split(";", -1)));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("sample '" + line + "' is not id,name,xsec,path", e);
        }
        throw new IllegalArgumentException("sample '" + line + "' is not id,name,xsec,path");
    }
}
