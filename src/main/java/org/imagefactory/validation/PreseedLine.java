package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a preseed file with those that continue it.
 *
 * @param number of its first line, from 1
 * @param parts as they stand in the file, without the backslashes at their ends; carriage returns
 *     are cut off
 */
record PreseedLine(int number, List<String> parts) {

    private static final int FIELDS = 4;

    PreseedLine {
        parts = List.copyOf(parts);
    }

    /** All but blank lines and comments; a comment is never continued. */
    static List<PreseedLine> all(String text) {
        List<String> lines = text.lines().map(PreseedLine::withoutReturn).toList();
        List<PreseedLine> all = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).isBlank() || lines.get(i).stripLeading().startsWith("#")) {
                continue;
            }
            int first = i;
            List<String> parts = new ArrayList<>();
            while (lines.get(i).endsWith("\\") && i + 1 < lines.size()) {
                parts.add(lines.get(i).substring(0, lines.get(i).length() - 1));
                i++;
            }
            parts.add(lines.get(i));
            all.add(new PreseedLine(first + 1, parts));
        }
        return all;
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /** One line of it, as the installer reads it. */
    String joined() {
        return String.join("", parts);
    }

    /** Owner, question, type and value, as far as they are there. */
    List<String> fields() {
        return List.of(joined().strip().split("\\s+", FIELDS));
    }
}
