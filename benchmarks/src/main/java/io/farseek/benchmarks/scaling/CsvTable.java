package io.farseek.benchmarks.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as comma-separated values (RFC 4180 without line breaks inside cells), its first line the columns' names. The same rows always make the
 * same bytes.
 */
record CsvTable(List<String> columns, List<List<String>> rows) {
    CsvTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> each : rows) {
            if (each.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row of " + each.size() + " cells in a table of " + columns.size() + " columns: " + each);
            }
        }
    }

    static CsvTable read(Path file) throws IOException {
        return parse(Files.readAllLines(file), file.toString());
    }

    /**
     * @param where they come from, for messages
     * @throws IOException when a line is not a row of the table
     */
    static CsvTable parse(List<String> lines, String where) throws IOException {
        if (lines.isEmpty()) {
            throw new IOException(where + " is empty: its first line should name the columns");
        }
        List<String> columns = cells(lines.get(0));
        List<List<String>> rows = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            List<String> row = cells(lines.get(i));
            if (row.size() != columns.size()) {
                throw new IOException(
                        "line " + (i + 1) + " of " + where + " has " + row.size() + " cells, not " + columns.size());
            }
            rows.add(row);
        }
        return new CsvTable(columns, rows);
    }

    void write(Path file) throws IOException {
        Files.writeString(file, text());
    }

    String text() {
        StringBuilder out = new StringBuilder();
        append(columns, out);
        rows.forEach(each -> append(each, out));
        return out.toString();
    }

    String cell(int row, String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new IllegalArgumentException("there is no column " + column + ", only " + columns);
        }
        return rows.get(row).get(at);
    }

    private static void append(List<String> row, StringBuilder out) {
        for (int i = 0; i < row.size(); i++) {
            String cell = row.get(i);
            boolean quoted = cell.indexOf(',') >= 0 || cell.indexOf('"') >= 0;
            out.append(i == 0 ? "" : ",").append(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        out.append('\n');
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char next = line.charAt(i);
            if (next == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append('"');
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (next == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(next);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
