package org.imagefactory.console;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Remembers what the console showed lately: to print it, and to tell news from repetition. A line
 * that differs from an earlier one in its digits alone is a repetition: a redrawn clock, a kernel's
 * time stamp, the same message about another second.
 */
final class RecentLines {

    private static final int SHOWN = 40;
    private static final int REMEMBERED = 1000;
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2}");

    /** GNU screen's status line, which debian-installer has at the top: windows, then a clock. */
    private static final Pattern CLOCK = Pattern.compile("[0-9]{2}:[0-9]{2}");

    private final Deque<String> shown = new ArrayDeque<>();
    private final Map<String, Boolean> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /** Whether a line is the one that GNU screen keeps for itself. */
    static boolean isStatusLine(String text) {
        if (!text.startsWith("[") || !text.endsWith("]")) {
            return false;
        }
        String inside = text.substring(1, text.length() - 1).stripTrailing();
        int clock = inside.length() - "00:00".length();
        int between = clock < 0 ? -1 : inside.lastIndexOf("][", clock - 2);
        return between > 0
                && CLOCK.matcher(inside.substring(clock)).matches()
                && inside.substring(0, between).chars().anyMatch(c -> c == '-' || c == '*');
    }

    /**
     * @return whether the line says something that was not said lately
     */
    boolean add(String line) {
        String text = line.strip();
        if (text.isEmpty() || isStatusLine(text)) {
            return false;
        }
        show(text);
        String meaning = DIGITS.matcher(BLANKS.matcher(text).replaceAll(" ")).replaceAll("0");
        return WORD.matcher(meaning).find()
                && known.put(meaning.toLowerCase(Locale.ROOT), true) == null;
    }

    /**
     * The last lines, oldest first, without the status line.
     *
     * @param unfinished stands at the end unless it is blank
     */
    List<String> last(int count, String unfinished) {
        List<String> all = new ArrayList<>(shown);
        if (!unfinished.isBlank()) {
            all.add(unfinished.strip());
        }
        return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
    }

    private void show(String text) {
        String last = shown.peekLast();
        if (text.startsWith("... ") && last != null && last.endsWith("%")) {
            // The rest of a progress line that a redraw had interrupted.
            shown.removeLast();
            shown.addLast(last.substring(Math.max(0, last.length() - 500)) + text);
        } else {
            shown.addLast(text);
        }
        if (shown.size() > SHOWN) {
            shown.removeFirst();
        }
    }
}
