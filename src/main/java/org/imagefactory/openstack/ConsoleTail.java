package org.imagefactory.openstack;

/**
 * Puts together what a console wrote from answers that each hold only the end of it: what an answer
 * has in common with the one before is left out. Where so much was written in between that they
 * have nothing in common, what is missing stays missing.
 */
final class ConsoleTail {

    /** Stands for bytes that are no character, such as half of one at the end. */
    private static final char BROKEN = '\uFFFD';

    /** What answers have in common may be so long by chance. */
    private static final int CHANCE = 64;

    private String last = "";
    private boolean missed;

    /**
     * @param answer the end of the console now
     * @return what is new in it
     */
    String news(String answer) {
        String whole = withoutHalf(answer);
        if (whole.isEmpty()) {
            return "";
        }
        boolean grown = whole.startsWith(last);
        int old = grown ? last.length() : overlap(last, whole);
        missed = !grown && old < CHANCE;
        last = whole;
        return whole.substring(old);
    }

    /** Whether something may have been written before the latest news that no answer had. */
    boolean missed() {
        return missed;
    }

    private static String withoutHalf(String text) {
        int end = text.length();
        while (end > 0 && end > text.length() - 3 && text.charAt(end - 1) == BROKEN) {
            end--;
        }
        return text.substring(0, end);
    }

    /**
     * How many characters at the start of the new text are the end of the old one; the new text may
     * begin in the middle of a character. Linear in the length of both.
     */
    private static int overlap(String old, String text) {
        int start = 0;
        while (start < text.length() && start < 3 && text.charAt(start) == BROKEN) {
            start++;
        }
        String pattern = text.substring(start);
        int[] borders = borders(pattern);
        int matched = 0;
        for (int i = Math.max(0, old.length() - pattern.length()); i < old.length(); i++) {
            while (matched > 0
                    && (matched == pattern.length() || pattern.charAt(matched) != old.charAt(i))) {
                matched = borders[matched - 1];
            }
            if (matched < pattern.length() && pattern.charAt(matched) == old.charAt(i)) {
                matched++;
            }
        }
        return start + matched;
    }

    /** For each start of a text: how long the longest end of it is that is a start, too. */
    private static int[] borders(String text) {
        int[] borders = new int[text.length()];
        for (int i = 1; i < text.length(); i++) {
            int length = borders[i - 1];
            while (length > 0 && text.charAt(i) != text.charAt(length)) {
                length = borders[length - 1];
            }
            borders[i] = text.charAt(i) == text.charAt(length) ? length + 1 : length;
        }
        return borders;
    }
}
