package org.imagefactory.tdl;

/**
 * Which characters are blank. The language's first implementation strips what Unicode calls white
 * space, no-break spaces included, which no method of String does.
 */
final class Blanks {

    private Blanks() {}

    /** Without the blanks at both ends. */
    static String strip(String text) {
        int begin = 0;
        int end = text.length();
        while (begin < end && isBlank(text.charAt(begin))) {
            begin++;
        }
        while (end > begin && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(begin, end);
    }

    /** White space of XML, which may stand between elements. */
    static boolean isXml(char character) {
        return character == ' ' || character == '\n' || character == '\t' || character == '\r';
    }

    /** Whether a text is white space of XML and nothing else. */
    static boolean isXml(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isXml(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(char character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || character == '\u0085';
    }
}
