package org.imagefactory.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads and prints the constants of an enumeration the way the configuration spells them. */
public final class Choice {

    private Choice() {}

    /**
     * @throws IllegalArgumentException no constant has that name; the message lists all
     */
    public static <E extends Enum<E>> E parse(Class<E> type, String text) {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(text.toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'%s' is not one of %s".formatted(text, names(type)));
    }

    /** The constant's name in lower case, with hyphens. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names, comma-separated. */
    public static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Choice::name)
                .collect(Collectors.joining(", "));
    }
}
