package org.imagefactory.spec;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How those who asked for an image speak of it. For messages and documents only: it makes no
 * difference to the image.
 *
 * @param names their words for fields; others go by their own names
 * @param places where they said it: {@code file:line}, an option
 * @param settings all that they said, in their own words, by name
 * @param used names of those settings that went into this image; what was said of all images may be
 *     for others
 */
public record Description(
        Map<Field, String> names,
        Map<Field, String> places,
        Map<String, Setting> settings,
        Set<String> used) {

    /** Nothing is known of them. */
    public static final Description NONE = new Description(Map.of(), Map.of(), Map.of(), Set.of());

    /** Loaded with the first text that speaks of a field; most runs of the program have none. */
    private static final class Marks {

        static final Map<String, Field> FIELDS =
                Arrays.stream(Field.values()).collect(Collectors.toMap(Field::id, f -> f));

        static final Pattern MARKED =
                Pattern.compile(
                        "%c(%c?)([a-z0-9-]{1,40})%c"
                                .formatted(Field.BEGIN, Field.PLACE, Field.END));

        private Marks() {}
    }

    public Description {
        names = Map.copyOf(names);
        places = Map.copyOf(places);
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        used = Set.copyOf(used);
    }

    /**
     * What went into the image.
     *
     * @param more names that something besides the specification asks for
     */
    public Map<String, Setting> used(Set<String> more) {
        Map<String, Setting> some = new TreeMap<>(settings);
        some.keySet().removeIf(name -> !used.contains(name) && !more.contains(name));
        return some;
    }

    /** Their word for a field. */
    public String name(Field field) {
        return names.getOrDefault(field, field.id());
    }

    /** Whether one of their words is for a field that makes a difference to the image. */
    public boolean matters(String name) {
        return names.entrySet().stream()
                .anyMatch(word -> word.getKey().matters() && word.getValue().equals(name));
    }

    /** A text of the core in their words. */
    public String tell(String text) {
        if (text.indexOf(Field.BEGIN) < 0) {
            return text;
        }
        return Marks.MARKED
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(word(found)));
    }

    private String word(MatchResult found) {
        Optional<Field> field = Optional.ofNullable(Marks.FIELDS.get(found.group(2)));
        if (field.isEmpty()) {
            return found.group();
        }
        return found.group(1).isEmpty() ? name(field.get()) : places.getOrDefault(field.get(), "");
    }
}
