package org.imagefactory.validation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A command, or a section with what may stand behind its name.
 *
 * @param name sections have a percent sign before it
 * @param arguments that are no options
 * @param support who knows it
 * @param ignoredIn releases that do not look at what stands behind it
 * @param apart commands that cannot stand in one file with it
 * @param rules about what goes together
 * @param options by name
 */
record KickstartCommand(
        String name,
        Arguments arguments,
        KickstartSupport support,
        Set<KickstartRelease> ignoredIn,
        List<String> apart,
        List<KickstartRule> rules,
        Map<String, KickstartOption> options) {

    /**
     * The words that are no options.
     *
     * @param open whether the command has options, too, that are not listed here
     * @param least how many
     * @param most how many
     * @param first what the first of them may be
     */
    record Arguments(boolean open, int least, int most, KickstartValue first) {}

    KickstartCommand {
        ignoredIn = Set.copyOf(ignoredIn);
        apart = List.copyOf(apart);
        rules = List.copyOf(rules);
        options = Map.copyOf(new TreeMap<>(options));
        for (KickstartRule rule : rules) {
            if (!options.keySet().containsAll(rule.options())) {
                throw new IllegalArgumentException("%s: what is in %s?".formatted(name, rule));
            }
        }
    }

    /** Whether a release looks at what stands behind the name, and all of it is known here. */
    boolean isJudged(Optional<KickstartRelease> release) {
        return !arguments.open() && release.filter(ignoredIn::contains).isEmpty();
    }

    /** The option of a name, or of the only name of the release that begins like that. */
    Optional<KickstartOption> option(String typed, Optional<KickstartRelease> release) {
        KickstartOption exact = options.get(typed);
        if (exact != null) {
            return Optional.of(exact);
        }
        List<KickstartOption> longer =
                options.values().stream().filter(o -> o.name().startsWith(typed)).toList();
        List<KickstartOption> left =
                longer.stream().filter(option -> option.support().isLeft(release)).toList();
        return Stream.of(left, longer)
                .filter(some -> some.size() == 1)
                .map(some -> some.get(0))
                .findFirst();
    }
}
