package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script writes to GRUB's files by a here-document or by echo: settings in {@code
 * /etc/default/grub} and {@code /etc/default/grub.d}, and configurations. GRUB's own language is a
 * shell, too, so that one checker serves for both.
 */
public final class GrubSettings {

    private static final String FILE =
            "(?<file>\\S*(?:default/grub(?:\\.d/\\S+)?|/custom\\.cfg|/grub\\.cfg))";
    private static final int LONGEST = 200_000;
    private static final int LONGEST_LINE = 2_000;
    private static final Pattern HERE_DOCUMENT =
            Pattern.compile(
                    "(?m)^.*>>?\\s*"
                            + FILE
                            + "\\s*<<-?\\s*(?<quote>['\"]?)(?<end>\\w+)\\k<quote>.*\n"
                            + "(?<text>(?s:.*?))^\\s*\\k<end>$");
    private static final Pattern ECHO =
            Pattern.compile(
                    "(?m)^[ \t]*echo[ \t]+(?<quote>['\"])(?<text>[^\n]*?)\\k<quote>\\s*>>?\\s*"
                            + FILE);

    private GrubSettings() {}

    /** The patterns above take longer than the text is long. */
    private static boolean isShort(String text) {
        return text.length() <= LONGEST
                && text.lines().allMatch(line -> line.length() <= LONGEST_LINE);
    }

    /** All of a script, with their places in the answer file. */
    public static List<EmbeddedScript> in(EmbeddedScript script) {
        List<EmbeddedScript> settings = new ArrayList<>();
        if (!isShort(script.text())) {
            return settings;
        }
        for (Pattern pattern : List.of(HERE_DOCUMENT, ECHO)) {
            Matcher matcher = pattern.matcher(script.text());
            while (matcher.find()) {
                long lines = script.text().substring(0, matcher.start("text")).lines().count();
                String text = matcher.group("text");
                settings.add(
                        new EmbeddedScript(
                                matcher.group("file"),
                                script.line() + (int) lines,
                                text.endsWith("\n") ? text : text + "\n"));
            }
        }
        return settings;
    }
}
