package org.imagefactory.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Long options that are cut short, as scripts for the original tool may have them: {@code --cache}
 * is {@code --cache-dir} as long as no other option begins so. picocli's own abbreviations are of
 * another kind, and take {@code --no-l} for {@code --no-installer-logs}.
 */
final class Abbreviations {

    private static final String LONG = "--";

    private Abbreviations() {}

    /**
     * The same command line with the whole names of options; what is unknown or means several
     * options stays as it is.
     */
    static String[] expand(CommandLine program, String... arguments) {
        String[] whole = arguments.clone();
        CommandLine command = program;
        for (int i = 0; i < whole.length && !whole[i].equals(LONG); i++) {
            Map<String, OptionSpec> options = command.getCommandSpec().optionsMap();
            if (whole[i].startsWith(LONG)) {
                whole[i] = expand(whole[i], options);
            }
            OptionSpec option = options.get(whole[i]);
            if (option != null && option.arity().max() > 0) {
                i++; // its value
            } else {
                command = command.getSubcommands().getOrDefault(whole[i], command);
            }
        }
        return whole;
    }

    private static String expand(String argument, Map<String, OptionSpec> options) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        return options.containsKey(name)
                ? argument
                : onlyOne(name, options).orElse(name) + argument.substring(name.length());
    }

    private static Optional<String> onlyOne(String beginning, Map<String, OptionSpec> options) {
        List<String> names =
                options.keySet().stream().filter(name -> name.startsWith(beginning)).toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
