package org.imagefactory.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A command, or a section with what may stand behind its name.
 *
 * @param name sections have a percent sign before it
 * @param open whether it has options that are not listed here
 * @param least number of arguments that are no options
 * @param most number of such arguments
 * @param support who knows it
 * @param options by name
 */
record KickstartCommand(
        String name,
        boolean open,
        int least,
        int most,
        KickstartSupport support,
        Map<String, KickstartOption> options) {

    KickstartCommand {
        options = Map.copyOf(new TreeMap<>(options));
    }

    /** The option of a name, or of the only name that begins like that. */
    Optional<KickstartOption> option(String typed) {
        KickstartOption exact = options.get(typed);
        if (exact != null) {
            return Optional.of(exact);
        }
        List<KickstartOption> longer =
                options.values().stream().filter(o -> o.name().startsWith(typed)).toList();
        return longer.size() == 1 ? Optional.of(longer.get(0)) : Optional.empty();
    }
}
