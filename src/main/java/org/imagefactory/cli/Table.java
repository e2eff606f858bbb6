package org.imagefactory.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.imagefactory.error.PrintableText;

/** Rows of text, printed with their columns aligned. */
final class Table {

    private static final int GAP = 2;

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * @param titles of the columns
     */
    Table(String... titles) {
        rows.add(List.of(titles));
    }

    /** One cell for each title. */
    void add(String... cells) {
        rows.add(Stream.of(cells).map(PrintableText::of).toList());
    }

    /** All lines, the titles first. */
    @Override
    public String toString() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + GAP));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }
}
