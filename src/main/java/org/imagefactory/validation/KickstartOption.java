package org.imagefactory.validation;

/**
 * An option of a command or of a section.
 *
 * @param name with its dashes
 * @param value whether it has one
 * @param accepted what the value may be
 * @param required whether the command does not work without it
 * @param support who knows it
 */
record KickstartOption(
        String name,
        Value value,
        KickstartValue accepted,
        boolean required,
        KickstartSupport support) {

    /** Whether an option has a value. */
    enum Value {
        NONE,
        POSSIBLE,
        NEEDED
    }

    /**
     * As the table writes it.
     *
     * @param text such as {@code --location=mbr|none}
     */
    static KickstartOption parse(String text, KickstartSupport support) {
        int equals = text.indexOf('=');
        String name = equals < 0 ? text : text.substring(0, equals);
        String rule = equals < 0 ? "" : text.substring(equals + 1);
        boolean required = rule.startsWith("!");
        boolean possible = rule.equals("?");
        Value value = equals < 0 ? Value.NONE : possible ? Value.POSSIBLE : Value.NEEDED;
        String accepted = possible ? "" : required ? rule.substring(1) : rule;
        return new KickstartOption(name, value, KickstartValue.parse(accepted), required, support);
    }
}
