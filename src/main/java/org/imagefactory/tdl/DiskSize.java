package org.imagefactory.tdl;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.spec.DataSize;

/** Reads the size of a template's disk. */
final class DiskSize {

    private static final Pattern SYNTAX =
            Pattern.compile(
                    "0*+([0-9]*+)(?<=[0-9]) *+(|b|g|t|[kmgtpezy]i?b)", Pattern.CASE_INSENSITIVE);
    private static final String PREFIXES = "kmgtpezy";
    private static final String FORM =
            "a whole number and a unit: G T (powers of 1024), KiB … YiB, KB … YB (powers of 1000),"
                    + " B, or none for GiB, for example 20G";

    /** More digits are a size that no number here holds. */
    private static final int MOST_DIGITS = 20;

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private DiskSize() {}

    /** The size; none if it is left open or faulty. */
    static Optional<DataSize> read(Element disk) {
        return disk.attributes().holds("size").one("size").flatMap(DiskSize::size);
    }

    private static Optional<DataSize> size(Element size) {
        String text = size.text();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            size.fault("%s is no size; write %s".formatted(Faults.quote(text), FORM));
            return Optional.empty();
        }
        return Optional.of(
                new DataSize(bytes(matcher.group(1), matcher.group(2).toLowerCase(Locale.ROOT))));
    }

    private static long bytes(String digits, String unit) {
        if (digits.length() > MOST_DIGITS) {
            return Long.MAX_VALUE;
        }
        BigInteger number = digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
        return number.multiply(factor(unit)).min(LARGEST).longValueExact();
    }

    private static BigInteger factor(String unit) {
        if (unit.equals("b")) {
            return BigInteger.ONE;
        }
        int power = unit.isEmpty() ? 3 : PREFIXES.indexOf(unit.charAt(0)) + 1;
        boolean decimal = unit.length() == 2;
        return BigInteger.valueOf(decimal ? 1000 : 1024).pow(power);
    }
}
