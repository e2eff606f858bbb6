package org.imagefactory.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of a command line. Those that every command takes may stand before the command's
 * name, after it, or both; picocli keeps them apart.
 */
final class GivenOptions {

    /** From the program itself to the innermost command. */
    private final List<ParseResult> levels = new ArrayList<>();

    GivenOptions(ParseResult parsed) {
        levels.add(parsed);
        for (ParseResult level = parsed; level.hasSubcommand(); level = level.subcommand()) {
            levels.add(level.subcommand());
        }
    }

    boolean has(String option) {
        return levels.stream().anyMatch(level -> matched(level, option));
    }

    /** The value of an option that has one; the last one counts. */
    Optional<String> value(String option) {
        return values(option).stream().reduce((first, last) -> last);
    }

    /** The values of an option, in order. */
    List<String> values(String option) {
        // The texts, because the levels share the place that picocli puts typed values into.
        return levels.stream()
                .filter(level -> matched(level, option))
                .flatMap(level -> level.matchedOption(option).stringValues().stream())
                .toList();
    }

    /** The one of these whose option stands last; empty if none does. */
    <T> Optional<T> last(List<T> choices, Function<T, String> option) {
        return choices.stream()
                .filter(choice -> has(option.apply(choice)))
                .max(Comparator.comparing(choice -> place(option.apply(choice))));
    }

    private int place(String option) {
        List<String> names =
                levels.stream()
                        .flatMap(level -> level.matchedArgs().stream())
                        .filter(OptionSpec.class::isInstance)
                        .map(matched -> ((OptionSpec) matched).longestName())
                        .toList();
        return names.lastIndexOf(option);
    }

    private static boolean matched(ParseResult level, String option) {
        return level.commandSpec().findOption(option) != null && level.hasMatchedOption(option);
    }
}
