package org.imagefactory.config;

import java.util.List;
import java.util.Optional;
import org.imagefactory.error.Problem;
import org.imagefactory.spec.BrokenRule;
import org.imagefactory.spec.Description;

/**
 * Reads typed values from a section. A problem is noted and reading goes on with a stand-in, so
 * that all problems are found; the result must not be used if there was one.
 */
final class SectionReader {

    private final Layers layers;
    private final Host host;
    private final String section;
    private final List<Problem> problems;

    /**
     * @param section need not exist
     * @param problems are added here
     */
    SectionReader(Layers layers, Host host, String section, List<Problem> problems) {
        this.layers = layers;
        this.host = host;
        this.section = section;
        this.problems = problems;
    }

    /** The value of a key that always has one. */
    <T> T get(Key<T> key) {
        String standIn = Defaults.of(key, host, section);
        return optional(key).orElseGet(() -> key.parse(standIn));
    }

    /** The value of a key; the default where it is missing or empty. */
    <T> Optional<T> optional(Key<T> key) {
        return text(layers, key.name(), layers.find(section, key))
                .or(() -> Optional.of(Defaults.of(key, host, section)))
                .filter(text -> !text.isEmpty())
                .flatMap(text -> parse(key, text));
    }

    /** Whether the key has a value, good or bad. */
    boolean isSet(Key<?> key) {
        Optional<RawValue> value = layers.find(section, key);
        try {
            return value.isPresent()
                    && !Interpolation.resolve(layers, section, key.name(), value.get()).isEmpty();
        } catch (InterpolationException e) {
            return true;
        }
    }

    /** A hook, in which {@code ${image}} stays as it is. */
    Optional<String> command(String key, Optional<RawValue> value, boolean placeholderFirst) {
        return text(new ImagePlaceholder(layers, section, placeholderFirst), key, value);
    }

    /** Notes a broken rule, at the place of the key if it has a value. */
    void check(Key<?> key, Optional<String> brokenRule) {
        String where = layers.find(section, key).map(RawValue::origin).orElse("");
        brokenRule.ifPresent(
                message -> problems.add(new Problem(where, "[%s] %s".formatted(section, message))));
    }

    /** Notes rules that are broken, in the words and at the places of keys. */
    void check(Description words, List<BrokenRule> broken) {
        for (BrokenRule rule : broken) {
            Key<?> key = Keys.find(words.name(rule.field())).orElseThrow();
            check(key, Optional.of(words.tell(rule.text())));
        }
    }

    private Optional<String> text(Lookup lookup, String key, Optional<RawValue> value) {
        if (value.isEmpty() || value.get().text().isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Interpolation.resolve(lookup, section, key, value.get()))
                    .filter(text -> !text.isEmpty());
        } catch (InterpolationException e) {
            problem(e.origin(), key, e.reason());
            return Optional.empty();
        }
    }

    private <T> Optional<T> parse(Key<T> key, String text) {
        try {
            return Optional.of(key.parse(text));
        } catch (IllegalArgumentException e) {
            String where = layers.find(section, key).map(RawValue::origin).orElse("");
            problem(where, key.name(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void problem(String where, String key, String message) {
        problems.add(new Problem(where, "[%s] %s: %s".formatted(section, key, message)));
    }
}
