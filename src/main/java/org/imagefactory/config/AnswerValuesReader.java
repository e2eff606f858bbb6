package org.imagefactory.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.imagefactory.spec.AnswerValues;
import org.imagefactory.spec.Choice;
import org.imagefactory.spec.Disk;
import org.imagefactory.spec.Machine;

/**
 * Makes the values for a template of the effective configuration: keys and variables alike. A key
 * with few values also has a name for each, so that a template can ask for it: {@code
 * {{#firmware-uefi}}}. A boolean key is empty if it is false.
 */
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

    static AnswerValues read(Effective effective, Machine machine, Disk disk) {
        Map<String, String> texts = new TreeMap<>();
        effective.settings().forEach((name, setting) -> texts.put(name, setting.value()));
        Keys.all().stream()
                .filter(key -> key.label().equals(ValueType.BOOLEAN.label()))
                .forEach(
                        key ->
                                texts.computeIfPresent(
                                        key.name(), (name, text) -> isTrue(text) ? "true" : ""));
        put(texts, SystemKeys.ARCH, machine.arch());
        FromArchitecture.all(machine.arch()).forEach(texts::putIfAbsent);
        put(texts, SystemKeys.FIRMWARE, machine.firmware());
        put(texts, SystemKeys.PARTITION_TABLE, disk.table().on(machine.firmware()));
        put(texts, SystemKeys.FILE_SYSTEM, disk.root());
        Map<String, List<String>> lists = new TreeMap<>();
        LISTS.forEach(
                (key, separator) -> {
                    String text = texts.getOrDefault(key.name(), "");
                    texts.remove(key.name());
                    lists.put(key.name(), split(text, separator));
                });
        return new AnswerValues(texts, lists);
    }

    private static void put(Map<String, String> texts, Key<?> key, Enum<?> value) {
        String name = Choice.name(value);
        texts.put(key.name(), name);
        for (Object other : value.getDeclaringClass().getEnumConstants()) {
            String otherName = Choice.name((Enum<?>) other);
            texts.put(key.name() + "-" + otherName, otherName.equals(name) ? name : "");
        }
    }

    private static boolean isTrue(String text) {
        try {
            return ValueType.BOOLEAN.parser().apply(text);
        } catch (IllegalArgumentException e) {
            return false; // told where the key is read
        }
    }

    private static List<String> split(String text, Pattern separator) {
        return Arrays.stream(separator.split(text)).filter(word -> !word.isBlank()).toList();
    }
}
