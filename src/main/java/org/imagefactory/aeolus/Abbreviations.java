package org.imagefactory.aeolus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Writes out long options that are shortened to a beginning that no other option of the command
 * has. The library's own way takes more for abbreviations, and stumbles over a lone hyphen.
 */
public final class Abbreviations {

    private static final String LONG = "--";

    /** Newer than the scripts that shorten others; they are written out. */
    private static final Set<String> WHOLE =
            Set.of("--ca-file", "--detach", "--oauth-file", "--token-file");

    private final List<String> written = new ArrayList<>();
    private CommandLine level;

    private Abbreviations(CommandLine root) {
        level = root;
    }

    /**
     * @param root the parser that is to read the result
     * @throws ParameterException several options begin like that
     */
    public static String[] writeOut(CommandLine root, String... arguments) {
        Abbreviations abbreviations = new Abbreviations(root);
        abbreviations.writeOut(List.of(arguments));
        return abbreviations.written.toArray(String[]::new);
    }

    private void writeOut(List<String> arguments) {
        int at = 0;
        while (at < arguments.size()) {
            String argument = arguments.get(at);
            if (argument.equals(LONG)) {
                break;
            }
            at++;
            if (argument.startsWith(LONG)) {
                int values = option(argument);
                int end = Math.min(at + values, arguments.size());
                written.addAll(arguments.subList(at, end));
                at = end;
            } else {
                written.add(argument);
                level = level.getSubcommands().getOrDefault(argument, level);
            }
        }
        written.addAll(arguments.subList(at, arguments.size()));
    }

    /** Returns how many of the arguments behind it are its values. */
    private int option(String argument) {
        int equals = argument.indexOf('=');
        String begin = equals < 0 ? argument : argument.substring(0, equals);
        CommandSpec command = level.getCommandSpec();
        Map<String, OptionSpec> options = command.optionsMap();
        String name = options.containsKey(begin) ? begin : only(begin, options);
        written.add(name + argument.substring(begin.length()));
        OptionSpec option = options.get(name);
        return option == null || equals >= 0 ? 0 : option.arity().min();
    }

    private String only(String begin, Map<String, OptionSpec> options) {
        List<String> names =
                options.keySet().stream()
                        .filter(name -> name.startsWith(begin) && !WHOLE.contains(name))
                        .sorted()
                        .toList();
        if (names.stream().map(options::get).distinct().count() > 1) {
            throw new ParameterException(
                    level, "'%s' may be any of %s".formatted(begin, String.join(", ", names)));
        }
        return names.isEmpty() ? begin : names.get(0);
    }
}
