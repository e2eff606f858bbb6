package org.imagefactory.service;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.aeolus.Abbreviations;
import org.imagefactory.aeolus.Setting;
import org.imagefactory.aeolus.Settings;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The options of the daemon. */
final class CommandLineOptions {

    static final String PROGRAM = "imagefactoryd";

    private static final String CONFIG = "--config";
    private static final String NO_DEBUG = "--nodebug";
    private static final String VERSION = "--version";
    private static final String HELP = "--help";

    private final ParseResult parsed;

    private CommandLineOptions(ParseResult parsed) {
        this.parsed = parsed;
    }

    /**
     * @throws ParameterException an option is not known, lacks its value, has a wrong one or
     *     excludes another
     */
    static CommandLineOptions parse(String... arguments) {
        CommandLine parser = parser();
        ParseResult parsed = parser.parseArgs(Abbreviations.writeOut(parser, arguments));
        CommandLineOptions options = new CommandLineOptions(parsed);
        if (options.has(Setting.DEBUG.longOption()) && options.has(NO_DEBUG)) {
            throw new ParameterException(parser, "--debug and --nodebug exclude each other");
        }
        try {
            options.settings().forEach(Settings::requireValue);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(parser, String.valueOf(e.getMessage()));
        }
        return options;
    }

    private static CommandLine parser() {
        CommandSpec spec = CommandSpec.create().name(PROGRAM);
        spec.usageMessage()
                .description("Makes system images from templates, as a service with a REST API.")
                .sortOptions(false)
                .abbreviateSynopsis(true);
        spec.addOption(flag("Print this help and exit.", "-h", HELP));
        spec.addOption(flag("Print the version and exit.", "-v", VERSION));
        spec.addOption(
                value(
                        "FILE",
                        "The configuration file (default: %s).".formatted(Settings.DEFAULT_FILE),
                        CONFIG));
        for (Setting setting : Setting.options(true)) {
            String text = plain(setting.documentation());
            if (setting.parameter().isEmpty()) {
                spec.addOption(flag(text, setting.longOption()));
            } else {
                spec.addOption(
                        value(setting.parameter(), shown(setting, text), setting.longOption()));
            }
        }
        spec.addOption(flag("Do not log everything.", NO_DEBUG));
        return new CommandLine(spec)
                .setOverwrittenOptionsAllowed(true)
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false);
    }

    /** Without the marks of the manual page; five are a star in bold. */
    private static String plain(String documentation) {
        return documentation.replace("*****", "'\0'").replace("*", "").replace('\0', '*');
    }

    private static String shown(Setting setting, String text) {
        return text.contains("(default") || setting.defaultText().isEmpty()
                ? text
                : text.replaceFirst("[.]$", " (default: ") + setting.defaultText() + ").";
    }

    private static OptionSpec flag(String description, String... names) {
        return OptionSpec.builder(names)
                .description(description)
                .type(boolean.class)
                .arity("0")
                .build();
    }

    private static OptionSpec value(String label, String description, String... names) {
        return OptionSpec.builder(names)
                .description(description)
                .paramLabel(label)
                .type(String.class)
                .arity("1")
                .build();
    }

    private boolean has(String option) {
        return parsed.hasMatchedOption(option);
    }

    boolean wantsHelp() {
        return has(HELP);
    }

    boolean wantsVersion() {
        return has(VERSION);
    }

    static String help() {
        return parser().getUsageMessage(Help.Ansi.OFF);
    }

    /** The configuration file, if one is named. */
    Optional<String> configuration() {
        return last(CONFIG);
    }

    /** What the options say. */
    Map<Setting, String> settings() {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.options(true)) {
            if (setting.parameter().isEmpty()) {
                if (has(setting.longOption())) {
                    settings.put(setting, "true");
                }
            } else {
                last(setting.longOption()).ifPresent(value -> settings.put(setting, value));
            }
        }
        if (has(NO_DEBUG)) {
            settings.put(Setting.DEBUG, "false");
        }
        return settings;
    }

    private Optional<String> last(String option) {
        if (!has(option)) {
            return Optional.empty();
        }
        List<String> values = parsed.matchedOption(option).stringValues();
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }
}
