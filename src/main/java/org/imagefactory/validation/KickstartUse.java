package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a statement uses: its options with their values, and its other words. */
final class KickstartUse {

    private static final String ARGUMENT = "ARGUMENT";
    private static final String MEMBERS = "MEMBERS";

    private final Map<String, String> options = new TreeMap<>();
    private final List<String> arguments = new ArrayList<>();

    /** An option without a value has an empty one; of several values the last counts. */
    void option(String name, String value) {
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
     * Whether something is there.
     *
     * @param name an option, one with a value, or what the table calls arguments
     */
    boolean has(String name) {
        int equals = name.indexOf('=');
        if (equals > 0) {
            return name.substring(equals + 1).equals(options.get(name.substring(0, equals)));
        }
        return switch (name) {
            case ARGUMENT -> !arguments.isEmpty();
            case MEMBERS -> arguments.size() > 1;
            default -> hasOption(name);
        };
    }

    /** What people call it. */
    static String title(String name) {
        return switch (name) {
            case ARGUMENT -> "an argument";
            case MEMBERS -> "members";
            default -> name;
        };
    }
}
