package org.imagefactory.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.imagefactory.spec.AnswerValues;

/** Makes the values for a template of the effective configuration: keys and variables alike. */
final class AnswerValuesReader {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern LINES = Pattern.compile("\\s*\\n\\s*");

    /** How the keys that are lists for templates are written. */
    private static final Map<Key<?>, Pattern> LISTS =
            Map.of(
                    AnswerKeys.PACKAGES, BLANKS,
                    AnswerKeys.SSH_KEYS, LINES,
                    AnswerKeys.LATE_COMMANDS, LINES);

    private AnswerValuesReader() {}

    static AnswerValues read(Effective effective) {
        Map<String, String> texts = new TreeMap<>();
        effective.settings().forEach((name, setting) -> texts.put(name, setting.value()));
        Map<String, List<String>> lists = new TreeMap<>();
        LISTS.forEach(
                (key, separator) -> {
                    String text = texts.getOrDefault(key.name(), "");
                    texts.remove(key.name());
                    lists.put(key.name(), split(text, separator));
                });
        return new AnswerValues(texts, lists);
    }

    private static List<String> split(String text, Pattern separator) {
        return Arrays.stream(separator.split(text)).filter(word -> !word.isBlank()).toList();
    }
}
