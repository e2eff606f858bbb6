package org.imagefactory.aeolus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.GeneratedPart;
import org.imagefactory.config.KeyDocs;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The manual page has what the tables have. */
class ManualTest {

    private static final Path MANUAL = Path.of("man/imagefactory.1");

    private static final String NO_DEBUG =
            """
            .TP
            \\fB\\-\\-nodebug\\fR
            Do not log everything.
            """;

    @Test
    void tellsOfAllOptions() throws Exception {
        String roff =
                Setting.options(false).stream()
                        .map(
                                setting ->
                                        entry("**" + setting.longOption() + "**", setting)
                                                + (setting == Setting.DEBUG ? NO_DEBUG : ""))
                        .collect(Collectors.joining());

        GeneratedPart.check(MANUAL, "options", roff);
    }

    @Test
    void tellsOfAllKeys() throws Exception {
        List<Setting> options = Setting.options(false);
        String roff =
                Arrays.stream(Setting.values())
                        .filter(setting -> !options.contains(setting))
                        .map(setting -> entry("**" + setting.key() + "**", setting))
                        .collect(Collectors.joining());

        GeneratedPart.check(MANUAL, "configuration", roff);
    }

    @Test
    void tellsOfAllExitStatuses() throws Exception {
        String roff =
                Stream.of(Ending.values())
                        .map(
                                each ->
                                        ".TP\n.B %d\n%s\n"
                                                .formatted(
                                                        each.code(),
                                                        KeyDocs.roff(sentence(each.meaning()))))
                        .collect(Collectors.joining());

        GeneratedPart.check(MANUAL, "exit status", roff);
    }

    /** The generated parts have the options before the command. */
    @Test
    void tellsOfAllCommandsAndTheirOptions() throws Exception {
        String page = Files.readString(MANUAL).replace("\\-", "-");

        CommandTree.create("")
                .getSubcommands()
                .forEach((name, command) -> tells(page, name, command));
    }

    private static void tells(String page, String name, CommandLine command) {
        assertThat(page).contains(name);
        command.getSubcommands().forEach((inner, each) -> tells(page, name + " " + inner, each));
        command.getCommandSpec()
                .optionsMap()
                .keySet()
                .forEach(option -> assertThat(page).as(name).contains(option));
    }

    private static String entry(String name, Setting setting) {
        String value = setting.parameter();
        String shown = value.isEmpty() || value.startsWith("{") ? value : "*" + value + "*";
        return ".TP\n%s\n%s\n"
                .formatted(
                        KeyDocs.roff((name + " " + shown).strip()),
                        KeyDocs.roff(withDefault(setting)));
    }

    private static String withDefault(Setting setting) {
        String text = setting.documentation();
        boolean said =
                setting.isSwitch() || setting.defaultText().isEmpty() || text.contains("(default");
        return said
                ? text
                : text.substring(0, text.length() - 1)
                        + " (default: **%s**).".formatted(setting.defaultText());
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }
}
