package org.imagefactory.validation;

import java.util.Optional;

/** What some editors of other systems put before a text. */
final class ByteOrderMark {

    private static final String MARK = "\uFEFF";

    private ByteOrderMark() {}

    /** Of a file whose reader takes the mark for a part of the first word. */
    static Optional<Complaint> complaint(String text) {
        return text.startsWith(MARK)
                ? Optional.of(
                        Complaint.error(
                                1,
                                "the file begins with a byte order mark, which the installer takes"
                                        + " for a part of its first word: save it without"))
                : Optional.empty();
    }

    /** The text without it. */
    static String strip(String text) {
        return text.startsWith(MARK) ? text.substring(MARK.length()) : text;
    }
}
