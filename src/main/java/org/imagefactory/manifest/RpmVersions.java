package org.imagefactory.manifest;

/**
 * The order of rpm's version numbers, from rpm-version(7): epoch, version and release, each in
 * parts that are all letters or all digits; other characters only part them. A tilde comes before
 * everything, even before the end; a caret comes after the end, but before everything else.
 */
final class RpmVersions {

    private RpmVersions() {}

    /** Negative if the first version is the older one, zero if they are equivalent. */
    static int compare(String one, String other) {
        int byEpoch = Digits.compare(epoch(one), epoch(other));
        if (byEpoch != 0) {
            return byEpoch;
        }
        int byVersion = comparePart(version(one), version(other));
        return byVersion != 0 ? byVersion : comparePart(release(one), release(other));
    }

    private static String epoch(String version) {
        return version.substring(0, Math.max(0, version.indexOf(':')));
    }

    private static String version(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? rest : rest.substring(0, hyphen);
    }

    private static String release(String version) {
        int hyphen = version.lastIndexOf('-');
        return hyphen < 0 ? "" : version.substring(hyphen + 1);
    }

    static int comparePart(String one, String other) {
        int i = skipSeparators(one, 0);
        int j = skipSeparators(other, 0);
        while (i < one.length() || j < other.length()) {
            char first = at(one, i);
            char second = at(other, j);
            if (first == '~' || second == '~') {
                if (first != second) {
                    return first == '~' ? -1 : 1;
                }
                i++;
                j++;
            } else if (first == '^' || second == '^') {
                if (first != second) {
                    return caretWins(first, second) ? 1 : -1;
                }
                i++;
                j++;
            } else if (first == 0 || second == 0) {
                return first == 0 ? -1 : 1;
            } else {
                int endOne = end(one, i);
                int endOther = end(other, j);
                int difference =
                        compareSegment(one.substring(i, endOne), other.substring(j, endOther));
                if (difference != 0) {
                    return difference;
                }
                i = endOne;
                j = endOther;
            }
            i = skipSeparators(one, i);
            j = skipSeparators(other, j);
        }
        return 0;
    }

    /** One of the two is a caret: it is newer than the end, older than anything else. */
    private static boolean caretWins(char first, char second) {
        return first == '^' ? second == 0 : first != 0;
    }

    /** Digits are newer than letters. */
    private static int compareSegment(String one, String other) {
        boolean number = Digits.isDigit(one.charAt(0));
        if (number != Digits.isDigit(other.charAt(0))) {
            return number ? 1 : -1;
        }
        return number ? Digits.compare(one, other) : one.compareTo(other);
    }

    private static int end(String text, int start) {
        if (Digits.isDigit(text.charAt(start))) {
            return Digits.end(text, start);
        }
        int end = start;
        while (end < text.length() && Digits.isLetter(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int skipSeparators(String text, int start) {
        int at = start;
        while (at < text.length() && isSeparator(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isSeparator(char c) {
        return !Digits.isDigit(c) && !Digits.isLetter(c) && c != '~' && c != '^';
    }

    private static char at(String text, int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }
}
