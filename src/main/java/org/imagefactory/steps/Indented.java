package org.imagefactory.steps;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines of a guest, to be put behind a message. */
final class Indented {

    private static final String SCREEN = "last lines of the console";

    private Indented() {}

    /** Each in a line of its own, behind whatever stands before. */
    static String lines(Stream<String> lines) {
        return lines.map(line -> "\n  " + line).collect(Collectors.joining());
    }

    /** The lines below a title; empty if there are none. */
    static String under(String title, List<String> lines) {
        return lines.isEmpty() ? "" : "\n" + title + ":" + lines(lines.stream());
    }

    /** What a console showed last. */
    static String screen(List<String> lines) {
        return under(SCREEN, lines);
    }
}
