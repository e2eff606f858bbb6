package org.imagefactory.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.config.Suggestions;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what a wrong command line may have been meant to be. */
final class UsageAdvice {

    private UsageAdvice() {}

    /** A line each; the last one always leads to the help text. */
    static List<String> of(ParameterException e) {
        List<String> advice = new ArrayList<>();
        if (e instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
            String option = unmatched.getUnmatched().get(0).split("=", 2)[0];
            elsewhere(option, e.getCommandLine())
                    .or(() -> similar(option, names(e.getCommandLine())))
                    .ifPresent(advice::add);
        }
        advice.add("see '%s --help'".formatted(CommandTree.PROGRAM));
        return advice;
    }

    /** An option that another command has. */
    private static Optional<String> elsewhere(String option, CommandLine command) {
        CommandLine root = command;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        return root.getSubcommands().values().stream()
                .filter(other -> names(other).contains(option))
                .map(CommandLine::getCommandName)
                .findFirst()
                .map(
                        name ->
                                "%s is an option of '%s %s'"
                                        .formatted(option, CommandTree.PROGRAM, name));
    }

    /** A long option that was mistyped, cut short, or begun with one hyphen. */
    private static Optional<String> similar(String option, Collection<String> names) {
        String typed = option.startsWith("--") ? option : "-" + option;
        List<String> longNames =
                names.stream().filter(name -> name.startsWith("--")).sorted().toList();
        List<String> beginnings =
                longNames.stream()
                        .filter(name -> typed.length() > 3 && name.startsWith(typed))
                        .toList();
        List<String> meant =
                beginnings.isEmpty()
                        ? Suggestions.nearest(typed, longNames).stream().toList()
                        : beginnings;
        return meant.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        meant.stream()
                                .collect(Collectors.joining("' or '", "did you mean '", "'?")));
    }

    private static Collection<String> names(CommandLine command) {
        return command.getCommandSpec().optionsMap().keySet();
    }
}
