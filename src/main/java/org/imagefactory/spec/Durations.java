package org.imagefactory.spec;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and prints lengths of time the way the configuration spells them. */
public final class Durations {

    /** The accepted form, for messages. */
    public static final String FORM =
            "a length of time above zero: whole numbers with the units d, h, min and s, or seconds"
                    + " without a unit, for example 1h 30min";

    private static final Pattern SYNTAX =
            Pattern.compile(
                    "(?:(\\d{1,9})\\s*d\\s*)?(?:(\\d{1,9})\\s*h\\s*)?(?:(\\d{1,9})\\s*min\\s*)?"
                            + "(?:(\\d{1,9})\\s*s)?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    private Durations() {}

    /**
     * Reads the form that {@link #FORM} describes.
     *
     * @throws IllegalArgumentException another form, or zero
     */
    public static Duration parse(String text) {
        String stripped = text.strip();
        Matcher matcher = SYNTAX.matcher(stripped);
        Duration result = Duration.ZERO;
        if (SECONDS.matcher(stripped).matches()) {
            result = Duration.ofSeconds(Long.parseLong(stripped));
        } else if (matcher.matches()) {
            result =
                    Duration.ofDays(number(matcher, 1))
                            .plusHours(number(matcher, 2))
                            .plusMinutes(number(matcher, 3))
                            .plusSeconds(number(matcher, 4));
        }
        if (result.isZero()) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, FORM));
        }
        return result;
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
