package org.imagefactory.aeolus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** What a command line asks for; its form is right. */
final class Request {

    private final ParseResult global;
    private final ParseResult own;
    private final String command;

    private Request(ParseResult global, ParseResult own, String command) {
        this.global = global;
        this.own = own;
        this.command = command;
    }

    /**
     * @throws ParameterException options or operands are missing, or exclude each other
     */
    static Request of(ParseResult parsed) {
        ParseResult own = parsed;
        List<String> words = new ArrayList<>();
        while (own.hasSubcommand()) {
            own = own.subcommand();
            words.add(own.commandSpec().name());
        }
        Request request = new Request(parsed, own, String.join(" ", words));
        if (!own.commandSpec().subcommands().isEmpty()) {
            throw request.wrong("a command is missing");
        }
        if (parsed.hasMatchedOption(Setting.DEBUG.longOption())
                && parsed.hasMatchedOption(CommandTree.NO_DEBUG)) {
            throw request.wrong("--debug and --nodebug exclude each other");
        }
        request.checkValues();
        request.checkOperands();
        request.checkParent();
        return request;
    }

    /** The words of the command. */
    String command() {
        return command;
    }

    /** What the options before the command say. */
    Map<Setting, String> settings() {
        Map<Setting, String> settings = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.options(false)) {
            String name = setting.longOption();
            if (setting.isSwitch() && global.hasMatchedOption(name)) {
                settings.put(setting, "true");
            }
            if (!setting.isSwitch()) {
                last(global, name).ifPresent(value -> settings.put(setting, value));
            }
        }
        if (global.hasMatchedOption(CommandTree.NO_DEBUG)) {
            settings.put(Setting.DEBUG, "false");
        }
        if (own != global && own.commandSpec().findOption(Setting.OUTPUT.longOption()) != null) {
            last(own, Setting.OUTPUT.longOption())
                    .ifPresent(value -> settings.put(Setting.OUTPUT, value));
        }
        return settings;
    }

    /** The configuration file, if one is named. */
    Optional<String> configuration() {
        return last(global, CommandTree.CONFIG);
    }

    /** The value of an option of the command; the last one counts. */
    Optional<String> value(String option) {
        return last(own, option);
    }

    /** Whether the command has an option. */
    boolean has(String option) {
        return own.hasMatchedOption(option);
    }

    /** The values of an option that takes two, in their order. */
    List<Map.Entry<String, String>> pairs(String option) {
        List<Map.Entry<String, String>> pairs = new ArrayList<>();
        if (own.hasMatchedOption(option)) {
            List<String> values = own.matchedOption(option).stringValues();
            for (int i = 0; i + 1 < values.size(); i += 2) {
                pairs.add(Map.entry(values.get(i), values.get(i + 1)));
            }
        }
        return pairs;
    }

    /** What is no option. */
    List<String> operands() {
        // All of them, for each place among the options where there are some.
        return own.matchedPositionals().stream()
                .findFirst()
                .map(operands -> operands.stringValues())
                .orElse(List.of());
    }

    /** The operand of a command that has one. */
    String operand() {
        return operands().get(0);
    }

    private void checkValues() {
        settings()
                .forEach(
                        (setting, value) -> {
                            try {
                                Settings.requireValue(setting, value);
                            } catch (IllegalArgumentException e) {
                                throw wrong(String.valueOf(e.getMessage()));
                            }
                        });
    }

    private void checkOperands() {
        int fewest = 1;
        int most = 1;
        switch (command) {
            case CommandTree.PLUGINS,
                    CommandTree.STORE_CHECK,
                    CommandTree.CLOUD_CLEAN,
                    CommandTree.COMPLETION -> {
                fewest = 0;
                most = 0;
            }
            case CommandTree.PROVIDER_IMAGE -> {
                fewest = 2;
                most = 3;
            }
            case CommandTree.PROVIDER_CHECK -> {
                fewest = 2;
                most = 2;
            }
            case CommandTree.TEMPLATE_CHECK -> most = Integer.MAX_VALUE;
            default -> {}
        }
        List<String> operands = operands();
        if (operands.size() < fewest) {
            throw wrong("an operand is missing");
        }
        if (operands.size() > most) {
            throw wrong("the operand '%s' is too many".formatted(operands.get(most)));
        }
    }

    private void checkParent() {
        if (own.commandSpec().findOption(CommandTree.TEMPLATE_FILE) == null) {
            return;
        }
        boolean template = has(CommandTree.TEMPLATE_FILE);
        if (template == has(CommandTree.ID)) {
            throw wrong("exactly one of --id and --template is needed");
        }
        if (template && command.equals(CommandTree.PROVIDER_IMAGE) && operands().size() < 3) {
            throw wrong("with --template the operands are TARGET PROVIDER CREDENTIALS");
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(own.commandSpec().commandLine(), what);
    }

    private static Optional<String> last(ParseResult level, String option) {
        if (!level.hasMatchedOption(option)) {
            return Optional.empty();
        }
        List<String> values = level.matchedOption(option).stringValues();
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() - 1));
    }
}
