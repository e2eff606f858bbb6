package org.imagefactory.netboot.http;

import org.imagefactory.error.PrintableText;

/** What a server says in a reason phrase or a header field, for messages: printable and short. */
final class ServerText {

    private static final int LONGEST = 200;

    private ServerText() {}

    static String of(String text) {
        return text.length() > LONGEST
                ? PrintableText.of(text.substring(0, LONGEST)) + "…"
                : PrintableText.of(text);
    }
}
