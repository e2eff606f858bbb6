package org.imagefactory.validation;

import java.util.List;

/**
 * An option of a command or of a section.
 *
 * @param name with its dashes
 * @param value whether it has one
 * @param values the only ones; empty for any
 * @param required whether the command does not work without it
 * @param support who knows it
 */
record KickstartOption(
        String name, Value value, List<String> values, boolean required, KickstartSupport support) {

    /** Whether an option has a value. */
    enum Value {
        NONE,
        POSSIBLE,
        NEEDED
    }

    KickstartOption {
        values = List.copyOf(values);
    }

    /**
     * As the table writes it.
     *
     * @param text such as {@code --location=mbr|none}
     */
    static KickstartOption parse(String text, KickstartSupport support) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return new KickstartOption(text, Value.NONE, List.of(), false, support);
        }
        String name = text.substring(0, equals);
        String value = text.substring(equals + 1);
        return switch (value) {
            case "" -> new KickstartOption(name, Value.NEEDED, List.of(), false, support);
            case "!" -> new KickstartOption(name, Value.NEEDED, List.of(), true, support);
            case "?" -> new KickstartOption(name, Value.POSSIBLE, List.of(), false, support);
            default ->
                    new KickstartOption(
                            name, Value.NEEDED, List.of(value.split("\\|")), false, support);
        };
    }
}
