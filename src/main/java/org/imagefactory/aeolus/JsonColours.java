package org.imagefactory.aeolus;

/** Colours JSON for terminals: names, texts, and other values. */
final class JsonColours {

    private static final String NAME = "\033[34;1m";
    private static final String TEXT = "\033[32m";
    private static final String OTHER = "\033[36m";
    private static final String PLAIN = "\033[0m";

    private JsonColours() {}

    /**
     * @param json a document or a part of one, without a cut in a text
     */
    static String of(String json) {
        StringBuilder coloured = new StringBuilder(json.length() * 2);
        int at = 0;
        while (at < json.length()) {
            char first = json.charAt(at);
            int end = at + 1;
            if (first == '"') {
                end = endOfText(json, end);
                coloured.append(json.startsWith(":", end) ? NAME : TEXT);
                coloured.append(json, at, end).append(PLAIN);
            } else if (isPartOfValue(first)) {
                while (end < json.length() && isPartOfValue(json.charAt(end))) {
                    end++;
                }
                coloured.append(OTHER).append(json, at, end).append(PLAIN);
            } else {
                coloured.append(first);
            }
            at = end;
        }
        return coloured.toString();
    }

    /** Behind the closing quotation mark. */
    private static int endOfText(String json, int begin) {
        int at = begin;
        while (at < json.length() && json.charAt(at) != '"') {
            at += json.charAt(at) == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, json.length());
    }

    private static boolean isPartOfValue(char character) {
        return Character.isLetterOrDigit(character)
                || character == '-'
                || character == '+'
                || character == '.';
    }
}
