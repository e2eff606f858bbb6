package org.imagefactory.tdl;

import java.util.Base64;

/**
 * Base64 as templates have it. White space may stand anywhere in it; of the padding there may be
 * too much for the digits before it, but not too little.
 */
final class Base64Text {

    private Base64Text() {}

    /** A fault if a text means nothing. */
    static void check(Element element, String text) {
        int digits = 0;
        int padding = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '=') {
                padding++;
            } else if (!Blanks.isXml(character)) {
                if (!isDigit(character) || padding > 0) {
                    String shown = Faults.quote(Character.toString(text.codePointAt(i)));
                    element.fault(
                            ("%s at character %d is not allowed in Base64; it has A-Z a-z 0-9 + /,"
                                            + " and at most two = at the end")
                                    .formatted(shown, i + 1));
                    return;
                }
                digits++;
            }
        }
        int open = digits % 4;
        int wanted = open == 0 ? 0 : 4 - open;
        if (padding > 2 || wanted > padding || (digits == 0 && padding > 0)) {
            element.fault(
                    ("the Base64 text does not end as it should: %d digits, %d times =; is a part"
                                    + " of it missing?")
                            .formatted(digits, padding));
        }
    }

    /** What a text means that has no fault. */
    static byte[] bytes(String text) {
        int end = text.indexOf('=');
        return Base64.getMimeDecoder().decode(end < 0 ? text : text.substring(0, end));
    }

    private static boolean isDigit(char character) {
        return (character >= 'A' && character <= 'Z')
                || (character >= 'a' && character <= 'z')
                || (character >= '0' && character <= '9')
                || character == '+'
                || character == '/';
    }
}
