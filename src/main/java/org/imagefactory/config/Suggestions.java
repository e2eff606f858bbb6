package org.imagefactory.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user meant to type. */
public final class Suggestions {

    private Suggestions() {}

    /** The name that is nearest to what was typed; empty if none is near. */
    public static Optional<String> nearest(String typed, Collection<String> names) {
        int limit = Math.max(1, typed.length() / 3);
        return names.stream()
                .filter(name -> distance(typed, name) <= limit)
                .min(
                        Comparator.<String>comparingInt(name -> distance(typed, name))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /** {@code "; did you mean 'x'?"}, or nothing. */
    public static String hint(String typed, Collection<String> names) {
        return nearest(typed, names).map("; did you mean '%s'?"::formatted).orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours; upper case does not count. */
    static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[][] rows = new int[a.length() + 1][b.length() + 1];
        Arrays.setAll(rows[0], j -> j);
        for (int i = 1; i <= a.length(); i++) {
            rows[i][0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int best = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                rows[i][j] = swapped ? Math.min(best, rows[i - 2][j - 2] + 1) : best;
            }
        }
        return rows[a.length()][b.length()];
    }
}
