package org.imagefactory.manifest;

/**
 * The order of Debian's version numbers, from the Debian Policy Manual, section 5.6.12: epoch,
 * upstream version and revision, each in alternating parts without digits and with digits only. A
 * tilde comes before everything, even before the end.
 */
final class DebianVersions {

    private DebianVersions() {}

    /** Negative if the first version is the older one, zero if they are equivalent. */
    static int compare(String one, String other) {
        int byEpoch = comparePart(epoch(one), epoch(other));
        if (byEpoch != 0) {
            return byEpoch;
        }
        int byUpstream = comparePart(upstream(one), upstream(other));
        return byUpstream != 0 ? byUpstream : comparePart(revision(one), revision(other));
    }

    private static String epoch(String version) {
        return version.substring(0, Math.max(0, version.indexOf(':')));
    }

    private static String upstream(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? rest : rest.substring(0, hyphen);
    }

    private static String revision(String version) {
        String rest = version.substring(version.indexOf(':') + 1);
        int hyphen = rest.lastIndexOf('-');
        return hyphen < 0 ? "" : rest.substring(hyphen + 1);
    }

    private static int comparePart(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() || j < other.length()) {
            while (isText(one, i) || isText(other, j)) {
                int difference = weight(one, i) - weight(other, j);
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            int endOne = Digits.end(one, i);
            int endOther = Digits.end(other, j);
            int difference = Digits.compare(one.substring(i, endOne), other.substring(j, endOther));
            if (difference != 0) {
                return difference;
            }
            i = endOne;
            j = endOther;
        }
        return 0;
    }

    private static boolean isText(String text, int at) {
        return at < text.length() && !Digits.isDigit(text.charAt(at));
    }

    /** Tilde, then end and digits, then letters, then everything else. */
    private static int weight(String text, int at) {
        if (!isText(text, at)) {
            return 0;
        }
        char c = text.charAt(at);
        if (c == '~') {
            return -1;
        }
        return Digits.isLetter(c) ? c : c + 256;
    }
}
