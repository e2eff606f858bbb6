package org.imagefactory.answer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import org.imagefactory.spec.AnswerFile;

/** Keeps a value from being more than a value in the answer file that it is written to. */
final class Escape {

    private Escape() {}

    static Mustache.Escaper of(AnswerFile.Kind kind) {
        return switch (kind) {
            case PRESEED -> value -> line(value, "");
            case KICKSTART -> value -> line(value, "\"");
            case AUTOINSTALL -> value -> line(value, "\"\\");
            case AGAMA -> Escape::json;
            case AUTOYAST -> Escapers.HTML;
        };
    }

    /** As a part of a JSON string. */
    static String json(String value) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }

    /** An answer is a line: what has more lines would be more answers. */
    private static String line(String value, String forbidden) {
        boolean more = value.chars().anyMatch(c -> ends(c) || forbidden.indexOf(c) >= 0);
        if (more) {
            throw new IllegalArgumentException(
                    "a value has a line feed%s, which would end the answer: write it as a list,"
                                    .formatted(forbidden.isEmpty() ? "" : " or one of " + forbidden)
                            + " or with three braces");
        }
        return value;
    }

    private static boolean ends(int character) {
        return Character.isISOControl(character) && character != '\t';
    }
}
