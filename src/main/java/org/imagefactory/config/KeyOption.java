package org.imagefactory.config;

import java.util.List;
import java.util.Optional;

/**
 * A command line option that sets a key.
 *
 * @param names with their hyphens, short one first
 * @param parameter name of its value; empty for a switch
 * @param value that a switch stands for; empty for an option with a parameter
 * @param documentation one sentence, inline markup as in {@link Key#documentation}
 */
public record KeyOption(
        List<String> names, String parameter, Optional<String> value, String documentation) {

    public KeyOption {
        names = List.copyOf(names);
    }

    /** An option that takes a value. */
    static KeyOption of(String names, String parameter, String documentation) {
        return new KeyOption(
                List.of(names.split(", ")), parameter, Optional.empty(), documentation);
    }

    /** An option without a value. */
    static KeyOption flag(String name, boolean value, String documentation) {
        return new KeyOption(
                List.of(name), "", Optional.of(Boolean.toString(value)), documentation);
    }

    /** The long name, as origins tell it. */
    public String longName() {
        return names.get(names.size() - 1);
    }

    /** Whether it takes no value. */
    public boolean isSwitch() {
        return value.isPresent();
    }
}
