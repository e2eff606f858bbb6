package org.imagefactory.netboot.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header field Content-Range of a partial answer (RFC 9110 §14.4).
 *
 * @param first offset of the first byte sent
 * @param last offset of the last byte sent
 * @param total length of the whole file; negative if the server does not say
 */
record ContentRange(long first, long last, long total) {

    private static final Pattern SYNTAX =
            Pattern.compile("bytes\\s+(\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");

    /** Empty if the field is missing or makes no sense. */
    static Optional<ContentRange> parse(@Nullable String field) {
        Matcher matcher = SYNTAX.matcher(field == null ? "" : field.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long first = Long.parseLong(matcher.group(1));
        long last = Long.parseLong(matcher.group(2));
        String total = matcher.group(3);
        long length = "*".equals(total) ? -1 : Long.parseLong(total);
        boolean sensible = first <= last && (length < 0 || last < length);
        return sensible ? Optional.of(new ContentRange(first, last, length)) : Optional.empty();
    }

    /** Whether this is everything from an offset to the end of the file. */
    boolean isRestFrom(long offset) {
        return first == offset && (total < 0 || last == total - 1);
    }
}
