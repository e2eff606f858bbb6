package org.imagefactory.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A pattern of names, after glob(7): an asterisk stands for any text, a question mark for any
 * character, brackets for one of the characters between them, or with {@code !} for one of the
 * others. A bracket that nothing closes stands for itself.
 */
final class NamePattern {

    private static final int SHOWN = 3;

    /** One place of the pattern: the characters that fit, and whether any number of them do. */
    private record Place(Pattern fits, boolean any) {}

    private final String text;
    private final List<Place> places = new ArrayList<>();

    NamePattern(String text) {
        this.text = text;
        for (int i = 0; i < text.length(); ) {
            i += add(i);
        }
    }

    /** Whether a text has characters that make it a pattern. */
    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> "*?[".indexOf(c) >= 0);
    }

    private int add(int start) {
        char c = text.charAt(start);
        int end = c == '[' ? text.indexOf(']', start + (startsNegated(start) ? 3 : 2)) : -1;
        if (end > 0) {
            places.add(new Place(Pattern.compile(brackets(start, end)), false));
            return end + 1 - start;
        }
        boolean wild = c == '*' || c == '?';
        places.add(new Place(Pattern.compile(wild ? "." : Pattern.quote("" + c)), c == '*'));
        return 1;
    }

    private boolean startsNegated(int start) {
        return text.startsWith("[!", start);
    }

    /** The same for {@link Pattern}, where more characters have a meaning between brackets. */
    private String brackets(int start, int end) {
        boolean negated = startsNegated(start);
        String content = text.substring(start + (negated ? 2 : 1), end);
        String harmless = content.replaceAll("[\\[\\]\\\\^&]", "\\\\$0");
        // A hyphen at either end stands for itself; a range the wrong way round is nothing.
        String ranges = harmless.replaceAll("^-|-$", "\\\\-");
        for (int i = 1; i + 1 < content.length(); i++) {
            if (content.charAt(i) == '-' && content.charAt(i - 1) > content.charAt(i + 1)) {
                return "(?!)";
            }
        }
        return "[" + (negated ? "^" : "") + ranges + "]";
    }

    boolean matches(String name) {
        return distance(name) == 0;
    }

    /** The names that this would match if it were written a little differently, nearest first. */
    List<String> near(Collection<String> names) {
        int literals = (int) text.chars().filter(Character::isLetterOrDigit).count();
        int limit = Math.max(1, literals / 3);
        return names.stream()
                .filter(name -> distance(name) <= limit)
                .sorted(Comparator.comparingInt(this::distance))
                .limit(SHOWN)
                .toList();
    }

    /**
     * How many characters would have to be inserted, deleted, replaced, or swapped with their
     * neighbours; 0 for a match.
     */
    private int distance(String name) {
        int[][] rows = new int[places.size() + 1][name.length() + 1];
        Arrays.setAll(rows[0], j -> j);
        for (int i = 1; i <= places.size(); i++) {
            boolean any = places.get(i - 1).any();
            rows[i][0] = rows[i - 1][0] + (any ? 0 : 1);
            for (int j = 1; j <= name.length(); j++) {
                int used = any ? rows[i][j - 1] : rows[i - 1][j - 1] + (fits(i, name, j) ? 0 : 1);
                int skipped = rows[i - 1][j] + (any ? 0 : 1);
                rows[i][j] = Math.min(used, Math.min(skipped, rows[i][j - 1] + 1));
                boolean swapped = i > 1 && j > 1 && fits(i, name, j - 1) && fits(i - 1, name, j);
                if (swapped) {
                    rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
                }
            }
        }
        return rows[places.size()][name.length()];
    }

    /** Whether a place of the pattern fits a character of the name; both are counted from 1. */
    private boolean fits(int place, String name, int character) {
        return places.get(place - 1)
                .fits()
                .matcher(name.substring(character - 1, character))
                .matches();
    }

    @Override
    public String toString() {
        return text;
    }
}
