package org.imagefactory.service;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.imagefactory.GeneratedPart;
import org.imagefactory.aeolus.Setting;
import org.imagefactory.config.KeyDocs;
import org.junit.jupiter.api.Test;

/** The manual page has the options and keys that there are. */
class ManualTest {

    private static final Path PAGE = Path.of("man/imagefactoryd.1");

    @Test
    void options() throws Exception {
        GeneratedPart.check(
                PAGE,
                "daemon options",
                Setting.options(true).stream()
                        .map(
                                setting ->
                                        entry(
                                                setting,
                                                "**" + setting.longOption() + "**",
                                                setting.parameter()))
                        .collect(Collectors.joining()));
    }

    @Test
    void settings() throws Exception {
        List<Setting> options =
                java.util.stream.Stream.of(Setting.options(true), Setting.options(false))
                        .flatMap(List::stream)
                        .toList();
        GeneratedPart.check(
                PAGE,
                "settings",
                Arrays.stream(Setting.values())
                        .filter(setting -> !options.contains(setting))
                        .map(setting -> entry(setting, "**" + setting.key() + "**", ""))
                        .collect(Collectors.joining()));
    }

    private static String entry(Setting setting, String name, String parameter) {
        String text = setting.documentation();
        boolean plain =
                setting.defaultText().isEmpty()
                        || setting.defaultText().equals("false")
                        || text.contains("(default");
        String shown = setting.defaultText().equals("*") ? "" : setting.defaultText();
        return ".TP\n%s\n%s\n"
                .formatted(
                        KeyDocs.roff(parameter.isEmpty() ? name : name + " *" + parameter + "*"),
                        KeyDocs.roff(
                                text.replace("*****", "'*'")
                                        + (plain || shown.isEmpty()
                                                ? ""
                                                : " Default: **" + shown + "**.")));
    }
}
