package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a statement uses: its options with their values, and its other words. */
final class KickstartUse {

    private static final String ARGUMENT = "ARGUMENT";
    private static final String TEXT = "TEXT";
    private static final String MEMBERS = "MEMBERS";

    private final Map<String, Optional<String>> options = new TreeMap<>();
    private final List<String> arguments = new ArrayList<>();

    /** Of several values the last counts. */
    void option(String name, Optional<String> value) {
        options.put(name, value);
    }

    void argument(String word) {
        arguments.add(word);
    }

    List<String> arguments() {
        return arguments;
    }

    boolean hasOption(String name) {
        return options.containsKey(name);
    }

    /**
     * Whether something is there. To the installer an option with an empty value is not, such as
     * one whose variable was not set.
     *
     * @param name an option, one with a value, or what the table calls arguments
     */
    boolean has(String name) {
        int equals = name.indexOf('=');
        if (equals > 0) {
            return value(name.substring(0, equals))
                    .filter(name.substring(equals + 1)::equals)
                    .isPresent();
        }
        return switch (name) {
            case ARGUMENT -> !arguments.isEmpty();
            case TEXT -> arguments.stream().anyMatch(word -> !word.isEmpty());
            case MEMBERS -> arguments.size() > 1;
            default -> hasOption(name) && value(name).filter(String::isEmpty).isEmpty();
        };
    }

    private Optional<String> value(String name) {
        return options.getOrDefault(name, Optional.empty());
    }

    /** What people call it. */
    static String title(String name) {
        return switch (name) {
            case ARGUMENT, TEXT -> "an argument";
            case MEMBERS -> "members";
            default -> name;
        };
    }
}
