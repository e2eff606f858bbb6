package org.imagefactory.service.rest;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;

/**
 * The one part of a file that a client wants.
 *
 * @param offset of its first byte
 * @param length at least 1
 */
record ByteRange(long offset, long length) {

    private static final Pattern ONE = Pattern.compile("(?i:bytes)\\s*=\\s*(\\d*)\\s*-\\s*(\\d*)");

    /** No file has a position of more. */
    private static final int MOST_DIGITS = 18;

    /**
     * Empty for a field that is not understood, or wants several parts: the client gets all.
     *
     * @throws RequestException it lies outside of the file
     */
    static Optional<ByteRange> parse(String field, long size) throws RequestException {
        Matcher matcher = ONE.matcher(field.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : suffix(number(last), size);
        }
        long begin = number(first);
        if (!last.isEmpty() && number(last) < begin) {
            return Optional.empty();
        }
        if (begin >= size) {
            throw outside(size);
        }
        long end = last.isEmpty() ? size - 1 : Math.min(size - 1, number(last));
        return Optional.of(new ByteRange(begin, end - begin + 1));
    }

    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }

    private static Optional<ByteRange> suffix(long wanted, long size) throws RequestException {
        long length = Math.min(wanted, size);
        if (length == 0) {
            throw outside(size);
        }
        return Optional.of(new ByteRange(size - length, length));
    }

    private static RequestException outside(long size) {
        return new RequestException(
                Fault.RANGE,
                "The range lies outside of the image, which has %d bytes.".formatted(size),
                Map.of("Content-Range", "bytes */" + size));
    }

    /** The field Content-Range. */
    String of(long size) {
        return "bytes %d-%d/%d".formatted(offset, offset + length - 1, size);
    }
}
