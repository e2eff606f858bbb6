package org.imagefactory.spec;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes.
 *
 * @param bytes not negative
 */
public record DataSize(long bytes) {

    /** The accepted form, for messages. */
    public static final String FORM =
            "a whole number and a unit: K M G T P E or KiB MiB … (powers of 1024), B kB MB GB …"
                    + " (powers of 1000), for example 2G";

    private static final Pattern SYNTAX =
            Pattern.compile("([0-9]+)\\s*([kMGTPE]?B|[KMGTPE]iB|[KMGTPE])");
    private static final String PREFIXES = "KMGTPE";

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("negative size: " + bytes);
        }
    }

    /**
     * Reads the form that {@link #FORM} describes; the rules are those of the original tool.
     *
     * @throws IllegalArgumentException another form, or more than 2^63 - 1 bytes
     */
    public static DataSize parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'%s' is not %s".formatted(text, FORM));
        }
        try {
            long number = Long.parseLong(matcher.group(1));
            return new DataSize(Math.multiplyExact(number, factor(matcher.group(2))));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'%s' is too large".formatted(text), e);
        }
    }

    /** Whole mebibytes, rounded down: what virt-install takes as memory. */
    public long mebibytes() {
        return bytes >> 20;
    }

    /** For people: {@code 512 MiB}, {@code 1.5 GiB}. */
    @Override
    public String toString() {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = bytes / (double) (1L << (10 * power));
        String number =
                value == Math.rint(value)
                        ? Long.toString((long) value)
                        : String.format(Locale.ROOT, "%.1f", value);
        return number + " " + PREFIXES.charAt(power - 1) + "iB";
    }

    private static long factor(String unit) {
        int power = PREFIXES.indexOf(Character.toUpperCase(unit.charAt(0))) + 1;
        boolean decimal = unit.endsWith("B") && !unit.endsWith("iB");
        long factor = 1;
        for (int i = 0; i < power; i++) {
            factor *= decimal ? 1000 : 1024;
        }
        return factor;
    }
}
