package org.imagefactory.config;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.Description;
import org.imagefactory.spec.Field;
import org.imagefactory.spec.Setting;

/**
 * Every value that holds for an image: those of the table of keys, under the manual's spelling, and
 * users' own variables.
 *
 * @param settings by key; a value that cannot be interpolated stands as it was written
 * @param errors of the values that cannot be interpolated, by key
 * @param used without variables for all images that this one does not use
 */
public record Effective(
        SortedMap<String, Setting> settings, SortedMap<String, Problem> errors, Set<String> used) {

    private static final Description NOTHING =
            new Effective(new TreeMap<>(), new TreeMap<>(), Set.of()).description();

    public Effective {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
        errors = Collections.unmodifiableSortedMap(new TreeMap<>(errors));
        used = Set.copyOf(used);
    }

    /** The value of a key that can be any text, as it was written if nothing else is to be had. */
    <T> Optional<T> optional(Key<T> key) {
        return Optional.ofNullable(settings.get(key.name()))
                .map(Setting::value)
                .filter(text -> !text.isEmpty())
                .map(key::parse);
    }

    /** The same, or the default. */
    <T> T get(Key<T> key) {
        return optional(key).orElseGet(() -> key.parse(key.defaultText()));
    }

    /** A text of the core, about no image, in the words of keys. */
    public static String tell(String text) {
        return NOTHING.tell(text);
    }

    /** The same for the core, which knows fields instead of keys. */
    Description description() {
        Map<Field, String> names = new EnumMap<>(Field.class);
        Map<Field, String> places = new EnumMap<>(Field.class);
        for (Key<?> key : Keys.all()) {
            Optional<Field> field = key.field();
            Optional<Setting> setting = Optional.ofNullable(settings.get(key.name()));
            field.ifPresent(f -> names.putIfAbsent(f, key.word()));
            if (field.isPresent() && setting.isPresent()) {
                names.put(field.get(), key.word()); // of several keys, the one that is set
                places.put(field.get(), setting.get().origin());
            }
        }
        return new Description(names, places, settings, used);
    }
}
