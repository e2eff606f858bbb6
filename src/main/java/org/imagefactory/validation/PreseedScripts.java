package org.imagefactory.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scripts of a preseed file: values of the questions that run commands, and scripts whose lines
 * are comments that begin with the number of the step that they become.
 */
final class PreseedScripts {

    private static final Pattern COMMAND =
            Pattern.compile(
                    "\\S+\\s+(?<name>preseed/(?:early|late|include)_command|partman/early_command)"
                            + "\\s+string\\s+(?<script>.*)");
    private static final Pattern NUMBERED = Pattern.compile("#(?<number>[0-9]{2}): (?<line>.*)");
    private static final String SHELL = "#!/bin/sh\n";

    private PreseedScripts() {}

    static List<EmbeddedScript> in(String text) {
        List<EmbeddedScript> scripts = new ArrayList<>();
        Map<String, StringBuilder> numbered = new TreeMap<>();
        Map<String, Integer> starts = new TreeMap<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher part = NUMBERED.matcher(lines.get(i));
            if (part.matches()) {
                starts.putIfAbsent(part.group("number"), i + 1);
                numbered.computeIfAbsent(part.group("number"), n -> new StringBuilder())
                        .append(part.group("line"))
                        .append('\n');
            }
        }
        for (PreseedLine line : PreseedLine.all(text)) {
            Matcher command = COMMAND.matcher(line.joined());
            if (command.matches()) {
                scripts.add(
                        new EmbeddedScript(
                                command.group("name"),
                                line.number(),
                                SHELL + command.group("script") + "\n"));
            }
        }
        numbered.forEach(
                (number, script) ->
                        scripts.add(
                                new EmbeddedScript(
                                        "script " + number,
                                        starts.getOrDefault(number, 0),
                                        script.toString())));
        return scripts;
    }
}
