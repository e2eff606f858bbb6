package org.imagefactory.customisation;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts in a script of a shell. */
final class ShellText {

    private ShellText() {}

    /** One word, whatever is in it but a zero byte, which no word can have. */
    static String quote(String text) {
        return "'" + text.replace("\0", "").replace("'", "'\\''") + "'";
    }

    /** A command with its arguments, each of them one word. */
    static String call(String command, String... arguments) {
        return Arrays.stream(arguments)
                .map(argument -> " " + quote(argument))
                .collect(Collectors.joining("", command, "\n"));
    }
}
