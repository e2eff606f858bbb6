package org.imagefactory.tdl;

/**
 * Reads Base64. White space may stand anywhere in it; of the padding there may be too much for the
 * digits before it, but not too little.
 */
final class Base64Text {

    private Base64Text() {}

    /** The digits without white space and padding; a fault, and the text, if they mean nothing. */
    static String read(Element element, String text) {
        StringBuilder digits = new StringBuilder(text.length());
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '=') {
                padding++;
            } else if (!Blanks.isXml(character)) {
                if (!isDigit(character) || padding > 0) {
                    element.fault(
                            ("%s at character %d is not allowed in Base64; it has A-Z a-z 0-9 + /,"
                                            + " and at most two = at the end")
                                    .formatted(
                                            Faults.quote(Character.toString(text.codePointAt(i))),
                                            i + 1));
                    return text;
                }
                digits.append(character);
            }
        }
        int open = digits.length() % 4;
        int wanted = open == 0 ? 0 : 4 - open;
        if (padding > 2 || wanted > padding || (digits.length() == 0 && padding > 0)) {
            element.fault(
                    ("the Base64 text does not end as it should: %d digits, %d times =; is a part of"
                                    + " it missing?")
                            .formatted(digits.length(), padding));
        }
        return digits.toString();
    }

    private static boolean isDigit(char character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '+'
                || character == '/';
    }
}
