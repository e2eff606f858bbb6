package org.imagefactory.validation;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the value of an option, or an argument, may be.
 *
 * @param accepted how people are told; empty for a bare pattern
 */
record KickstartValue(Kind kind, String accepted, List<String> words, Pattern pattern) {

    /** How a value is compared. */
    enum Kind {
        ANY,
        WORD,
        WORD_IN_ANY_CASE,
        NUMBER,
        PATTERN
    }

    /** As the installer's language reads numbers, a sign and single underscores included. */
    private static final Pattern WHOLE_NUMBER = Pattern.compile("\\s*[+-]?[0-9]+(?:_[0-9]+)*\\s*");

    private static final Pattern NUMBER_RULE =
            Pattern.compile("#(?:(?<least>[0-9]+)\\.\\.(?<most>[0-9]*))?(?<unit>[A-Za-z]*)");

    /** More digits than this are no size of anything. */
    private static final int MOST_DIGITS = 40;

    KickstartValue {
        words = List.copyOf(words);
    }

    /**
     * As the table writes it: nothing, words between bars (nothing before the first bar: an empty
     * value is taken, too), a number sign, or a slash and a regular expression.
     *
     * @throws IllegalArgumentException it is none of these
     */
    static KickstartValue parse(String text) {
        if (text.startsWith("#")) {
            return number(text);
        }
        if (text.startsWith("/")) {
            return new KickstartValue(
                    Kind.PATTERN, "", List.of(), Pattern.compile(text.substring(1)));
        }
        boolean anyCase = text.startsWith("~");
        String words = anyCase ? text.substring(1) : text;
        Kind kind = anyCase ? Kind.WORD_IN_ANY_CASE : Kind.WORD;
        List<String> all = words.isEmpty() ? List.of() : List.of(words.split("\\|"));
        return new KickstartValue(
                all.isEmpty() ? Kind.ANY : kind,
                "one of " + String.join(", ", all).replaceFirst("^, ", ""),
                all,
                WHOLE_NUMBER);
    }

    private static KickstartValue number(String text) {
        Matcher rule = NUMBER_RULE.matcher(text);
        if (!rule.matches()) {
            throw new IllegalArgumentException("what is '%s'?".formatted(text));
        }
        String least = Optional.ofNullable(rule.group("least")).orElse("");
        String most = Optional.ofNullable(rule.group("most")).orElse("");
        StringBuilder accepted = new StringBuilder("a whole number");
        if (!rule.group("unit").isEmpty()) {
            accepted.append(" of ").append(rule.group("unit"));
        }
        if (!most.isEmpty()) {
            accepted.append(" from ").append(least).append(" to ").append(most);
        } else if (!least.isEmpty()) {
            accepted.append(", at least ").append(least);
        }
        return new KickstartValue(
                Kind.NUMBER, accepted.toString(), List.of(least, most), WHOLE_NUMBER);
    }

    /** Whether the installer takes it. */
    boolean accepts(String value) {
        return switch (kind) {
            case ANY -> true;
            case WORD -> words.contains(value);
            case WORD_IN_ANY_CASE -> words.stream().anyMatch(value::equalsIgnoreCase);
            case NUMBER -> isInBounds(value);
            case PATTERN -> pattern.matcher(value).matches();
        };
    }

    private boolean isInBounds(String value) {
        if (value.length() > MOST_DIGITS || !pattern.matcher(value).matches()) {
            return false;
        }
        BigInteger number = new BigInteger(value.strip().replace("_", ""));
        String least = words.get(0);
        String most = words.get(1);
        return (least.isEmpty() || number.compareTo(new BigInteger(least)) >= 0)
                && (most.isEmpty() || number.compareTo(new BigInteger(most)) <= 0);
    }
}
