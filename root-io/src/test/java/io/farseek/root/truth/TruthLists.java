package io.farseek.root.truth;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Lists of branches beside these classes: one a line, cells separated by bars, comments behind a hash. */
final class TruthLists {

    private TruthLists() {}

    static List<String> lines(String name) throws IOException {
        InputStream in = TruthLists.class.getResourceAsStream(name);
        if (in == null) {
            throw new FileNotFoundException(name + " is not beside " + TruthLists.class);
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isEmpty())
                    .toList();
        }
    }

    static String key(String file, String tree, String path) {
        return file + '|' + tree + '|' + path;
    }
}
