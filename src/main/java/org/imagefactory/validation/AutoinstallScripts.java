package org.imagefactory.validation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scripts of an autoinstall file: a command is a script of its own, or a list of words that
 * starts a shell. What a script hands to a shell in the new system is one more script.
 */
final class AutoinstallScripts {

    private static final List<String> KEYS =
            List.of("early-commands", "late-commands", "error-commands");

    private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?<name>sh|dash|bash)");
    private static final Pattern COMMAND_OPTION = Pattern.compile("-[a-z]*c");

    /** A script in apostrophes, or in a here-document. */
    private static final Pattern IN_TARGET =
            Pattern.compile(
                    "\\bcurtin\\s+in-target\\b[^\\n;|&]*?\\s(?<shell>sh|dash|bash)\\s+-[a-z]*c\\s+"
                            + "(?:'(?<quoted>[^']*)'"
                            + "|\"\\$\\(cat <<-?(?<q>[\"'])(?<end>\\S+)\\k<q>\\n(?<here>.*?)\\n"
                            + "\\k<end>\\n)",
                    Pattern.DOTALL);

    /** The pattern takes longer than the text is long. */
    private static final int LONGEST = 100_000;

    private AutoinstallScripts() {}

    static List<EmbeddedScript> in(String text) {
        YamlDocument document;
        try {
            document = YamlDocument.parse(text);
        } catch (YamlDocument.Broken e) {
            return List.of(); // told by the validator
        }
        List<EmbeddedScript> scripts = new ArrayList<>();
        for (String key : KEYS) {
            JsonNode commands = document.json().path("autoinstall").path(key);
            for (int i = 0; i < commands.size(); i++) {
                String name = "%s, command %d".formatted(key, i + 1);
                int line = document.line(List.of("autoinstall", key, String.valueOf(i)));
                scripts.addAll(command(name, line, commands.get(i)));
            }
        }
        return scripts;
    }

    private static List<EmbeddedScript> command(String name, int line, JsonNode command) {
        if (command.isTextual()) {
            return script(name, line, "sh", command.asText());
        }
        for (int i = 0; i + 2 < command.size(); i++) {
            Matcher shell = SHELL.matcher(command.get(i).asText());
            boolean script = COMMAND_OPTION.matcher(command.get(i + 1).asText()).matches();
            if (shell.matches() && script) {
                return script(name, line, shell.group("name"), command.get(i + 2).asText());
            }
        }
        return List.of();
    }

    private static List<EmbeddedScript> script(String name, int line, String shell, String text) {
        List<EmbeddedScript> scripts = new ArrayList<>();
        StringBuilder outer = new StringBuilder();
        Matcher inner = IN_TARGET.matcher(text);
        int done = 0;
        while (text.length() <= LONGEST && inner.find()) {
            String group = inner.group("quoted") == null ? "here" : "quoted";
            int start = inner.start(group);
            scripts.add(
                    embedded(
                            name + " (in the new system)",
                            line + lines(text.substring(0, start)),
                            inner.group("shell"),
                            inner.group(group)));
            // Its own dollar signs are none of the outer shell's.
            outer.append(text, done, start).append("\n".repeat(lines(inner.group(group))));
            done = inner.end(group);
        }
        outer.append(text, done, text.length());
        scripts.add(0, embedded(name, line, shell, outer.toString()));
        return scripts;
    }

    private static EmbeddedScript embedded(String name, int line, String shell, String text) {
        return new EmbeddedScript(
                name, line, "#!/bin/%s\n%s\n".formatted(shell, text.stripTrailing()));
    }

    private static int lines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }
}
