package org.imagefactory.config;

import java.util.List;
import java.util.Optional;
import org.imagefactory.spec.Field;

/**
 * One row of the table of keys.
 *
 * @param name as the manual spells it
 * @param type of its value
 * @param defaultText what holds where the key is missing or empty; empty for nothing
 * @param defaultNote what the documentation says of a default that depends on the machine or the
 *     image; empty where {@code defaultText} says it
 * @param scope the sections that it is read in
 * @param options that set it on the command line; may be empty, {@code --set} sets every key
 * @param field of an image that it sets, alone or as one of several keys; empty for one that the
 *     core has no need to name
 * @param documentation sentences; {@code **bold**} for keys, options and words to type, {@code
 *     *italic*} for what the user replaces
 */
public record Key<T>(
        String name,
        ValueType<T> type,
        String defaultText,
        String defaultNote,
        Scope scope,
        List<KeyOption> options,
        Optional<Field> field,
        String documentation) {

    /** The kinds of sections. */
    public enum Scope {
        IMAGE,
        DESTINATION
    }

    public Key {
        options = List.copyOf(options);
    }

    /**
     * Whether it is the same row. The equality that comes with a record is linked at run time,
     * which takes longer than reading a configuration.
     */
    boolean is(Key<?> other) {
        return name.equals(other.name);
    }

    /**
     * What messages call it: an option where that does not change the image, but only how one run
     * makes it.
     */
    String word() {
        boolean ofTheRun = field.filter(Field::matters).isEmpty() && !options.isEmpty();
        return ofTheRun ? options.get(0).longName() : name;
    }

    /** The other accepted spelling: hyphens for underscores and the other way round. */
    String twin() {
        return name.indexOf('-') < 0 ? name.replace('_', '-') : name.replace('-', '_');
    }

    /**
     * @throws IllegalArgumentException the message tells the value and the accepted form
     */
    T parse(String text) {
        return type.parser().apply(text);
    }

    /** What the documentation calls the type of the value. */
    public String label() {
        return type.label();
    }

    /** What the documentation calls the default; empty if there is none. */
    public String documentedDefault() {
        return defaultNote.isEmpty() ? defaultText : defaultNote;
    }
}
