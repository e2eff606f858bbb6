package org.imagefactory.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A window that newt or YaST has drawn on the screen.
 *
 * @param title on its upper edge; may be empty
 * @param lines inside the frame, without blanks around them and without empty ones
 * @param buttons their labels, from left to right
 * @param newt whether it looks like newt's rather than like YaST's
 */
record DialogBox(String title, List<String> lines, List<String> buttons, boolean newt) {

    private static final String TOP_LEFT = "┌╔╭┏+";
    private static final String BOTTOM_LEFT = "└╚╰┗+";
    private static final String VERTICAL = "│║┃|├╟┠┤";
    private static final String ALONG_THE_TOP = "─═━-┤╡┨";

    /** Frames, shades and scroll bars; "|" and "+" only where they stand apart. */
    private static final Pattern FRAME =
            Pattern.compile("[\\u2500-\\u259f]+|(?<=^|\\s)[|+](?=\\s|$)|[+]?-{3,}[+]?");

    /** {@code <Go Back>}; not the keys that newt's bottom line explains. */
    private static final Pattern NEWT_BUTTON =
            Pattern.compile("<(?!(?:Tab|Space|Enter|F[0-9]+|Alt)\\b)(\\p{L}[^<>]{0,30})>");

    /** {@code [Next]}, {@code [ Done ]}; not the boxes to tick. */
    private static final Pattern BRACKET_BUTTON =
            Pattern.compile("\\[ ?(\\p{Lu}\\p{L}[\\p{L} .…-]{0,22}?) *[▸►>]? ?]");

    private static final Pattern BAR = Pattern.compile("\\W*[0-9]{1,3} ?%\\W*");

    DialogBox {
        lines = List.copyOf(lines);
        buttons = List.copyOf(buttons);
    }

    /** The smallest window with buttons: the one in front. */
    static Optional<DialogBox> inFront(List<String> screen) {
        Optional<DialogBox> best = Optional.empty();
        for (int row = 0; row < screen.size(); row++) {
            String line = screen.get(row);
            for (int column = 0; column + 1 < line.length(); column++) {
                if (TOP_LEFT.indexOf(line.charAt(column)) >= 0
                        && ALONG_THE_TOP.indexOf(line.charAt(column + 1)) >= 0) {
                    Optional<DialogBox> box = at(screen, row, column);
                    if (box.isPresent()
                            && !box.get().buttons().isEmpty()
                            && (best.isEmpty()
                                    || box.get().lines().size() <= best.get().lines().size())) {
                        best = box;
                    }
                }
            }
        }
        return best;
    }

    /** The labels of all buttons in some lines. */
    static List<String> buttons(List<String> lines) {
        List<String> labels = new ArrayList<>();
        for (String line : lines) {
            for (Pattern button : List.of(NEWT_BUTTON, BRACKET_BUTTON)) {
                Matcher matcher = button.matcher(line);
                while (matcher.find()) {
                    labels.add(matcher.group(1).strip());
                }
            }
        }
        return labels;
    }

    /** Text without frames around it, in single blanks. */
    static String withoutFrame(String text) {
        return FRAME.matcher(text).replaceAll(" ").replaceAll("\\s+", " ").strip();
    }

    /** Whether it shows how far something has come: then it waits for nobody. */
    boolean showsProgress() {
        return lines.stream().anyMatch(line -> BAR.matcher(line).matches());
    }

    /** Title and lines, one below the other. */
    String text() {
        String inside = String.join("\n", lines);
        return title.isEmpty() ? inside : title + "\n" + inside;
    }

    private static Optional<DialogBox> at(List<String> screen, int top, int left) {
        List<String> inside = new ArrayList<>();
        for (int row = top + 1; row < screen.size(); row++) {
            String line = screen.get(row);
            char edge = left < line.length() ? line.charAt(left) : ' ';
            if (BOTTOM_LEFT.indexOf(edge) >= 0) {
                return Optional.of(
                        new DialogBox(
                                withoutFrame(screen.get(top).substring(left)),
                                inside.stream()
                                        .map(DialogBox::withoutFrame)
                                        .filter(text -> !text.isEmpty())
                                        .toList(),
                                buttons(inside),
                                inside.stream()
                                        .anyMatch(text -> NEWT_BUTTON.matcher(text).find())));
            }
            if (VERTICAL.indexOf(edge) < 0) {
                return Optional.empty();
            }
            inside.add(inside(line, left));
        }
        return Optional.empty();
    }

    /** Up to the right edge, or to the end where another window hides it. */
    private static String inside(String line, int left) {
        int right = line.length();
        for (int column = line.length() - 1; column > left; column--) {
            if (VERTICAL.indexOf(line.charAt(column)) >= 0) {
                right = column;
                break;
            }
        }
        return line.substring(left + 1, right);
    }
}
