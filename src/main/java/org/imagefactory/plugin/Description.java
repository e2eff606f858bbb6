package org.imagefactory.plugin;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One file in {@code plugins.d}.
 *
 * @param name the file's name without {@code .info}
 * @param json the file's content as it is; of a broken one only {@code ERROR} with a sentence
 */
public record Description(String name, Map<String, @Nullable Object> json) {

    private static final String ERROR = "ERROR";

    static Description broken(String name, String what) {
        return new Description(name, Map.of(ERROR, what));
    }

    /** What is wrong with it; such a description routes nothing. */
    public Optional<String> error() {
        return Optional.ofNullable(json.get(ERROR)).map(Object::toString);
    }
}
