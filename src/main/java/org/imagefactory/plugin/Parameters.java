package org.imagefactory.plugin;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of plugins: names with JSON values. From the command line they are texts, so
 * each plugin casts those that it knows; one of the wrong kind counts as none.
 */
public final class Parameters {

    /** No parameters. */
    public static final Parameters NONE = new Parameters(Map.of());

    private static final int LONGEST_NUMBER = 100;
    private static final Pattern DECIMAL = Pattern.compile("[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+");

    private final Map<String, @Nullable Object> values;

    /**
     * @param values as Jackson reads JSON: texts, numbers, booleans, lists, maps, nulls
     */
    public Parameters(Map<String, ? extends @Nullable Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** All of them, in the user's order. */
    public Map<String, @Nullable Object> values() {
        return values;
    }

    /** A text as it is, a number or a boolean as text. */
    public Optional<String> text(String name) {
        Object value = values.get(name);
        return value instanceof String || value instanceof Number || value instanceof Boolean
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    /** {@code true yes 1} and {@code false no 0}, in any case. */
    public Optional<Boolean> bool(String name) {
        return text(name)
                .flatMap(
                        text ->
                                switch (text.toLowerCase(Locale.ROOT)) {
                                    case "true", "yes", "1" -> Optional.of(true);
                                    case "false", "no", "0" -> Optional.of(false);
                                    default -> Optional.empty();
                                });
    }

    /** A number from zero on, with decimals or without. */
    public Optional<BigDecimal> decimal(String name) {
        // Jackson writes some numbers with an exponent, which no user's text has.
        if (values.get(name) instanceof Number number
                && Double.isFinite(number.doubleValue())
                && number.doubleValue() >= 0) {
            return Optional.of(new BigDecimal(number.toString()));
        }
        return text(name)
                .filter(text -> text.length() <= LONGEST_NUMBER)
                .filter(text -> DECIMAL.matcher(text).matches())
                .map(BigDecimal::new);
    }

    /** A number from zero on, without decimals. */
    public Optional<Long> whole(String name) {
        return decimal(name)
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0)
                .map(BigDecimal::longValueExact);
    }

    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
