package org.imagefactory.config;

import org.imagefactory.error.UsageException;

/**
 * A value from the command line. It holds in every section, before what the files say, so it takes
 * part in interpolation; also users' own variables can be set.
 *
 * @param key in lower case, in any spelling
 * @param value raw text, subject to interpolation
 */
public record Assignment(String key, RawValue value) {

    /**
     * Reads the argument of {@code --set}. As in a file, white space around key and value is
     * dropped and the value may hold {@code ${key}}; a dollar sign is written {@code $$}.
     *
     * @throws UsageException not {@code KEY=VALUE}
     */
    public static Assignment parse(String text) throws UsageException {
        int equals = text.indexOf('=');
        String key = equals < 0 ? "" : PythonText.strip(text.substring(0, equals));
        if (key.isEmpty()) {
            throw new UsageException("option --set: '%s' is not KEY=VALUE".formatted(text), "");
        }
        String value = PythonText.strip(text.substring(equals + 1));
        return new Assignment(PythonText.lower(key), new RawValue(value, "option --set"));
    }

    /**
     * The value of an option of its own: taken literally, a dollar sign is a dollar sign.
     *
     * @param option for the origin: its long name
     * @throws UsageException it is no value of the key
     */
    public static Assignment option(Key<?> key, String option, String value) throws UsageException {
        String origin = "option " + option;
        try {
            // Nothing at all stands for the default, but is none of a few words.
            if (!value.isEmpty() || key.label().contains("|")) {
                key.parse(value);
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException("%s: %s".formatted(origin, e.getMessage()), "");
        }
        return new Assignment(key.name(), new RawValue(Interpolation.escape(value), origin));
    }

    /**
     * The value of a key, or of a variable that values and answer files refer to, by somebody other
     * than the command line: taken literally.
     *
     * @param key in lower case, in any spelling
     * @param origin where it was said
     */
    public static Assignment literal(String key, String value, String origin) {
        return new Assignment(key, new RawValue(Interpolation.escape(value), origin));
    }
}
