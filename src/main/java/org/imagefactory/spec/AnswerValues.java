package org.imagefactory.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a template of an answer file can ask for, by name: what the specification says, and
 * variables of those who asked for the image.
 *
 * @param texts values
 * @param lists values that consist of several; they go before texts of the same name
 */
public record AnswerValues(Map<String, String> texts, Map<String, List<String>> lists) {

    /** Nothing. */
    public static final AnswerValues NONE = new AnswerValues(Map.of(), Map.of());

    public AnswerValues {
        texts = Map.copyOf(texts);
        Map<String, List<String>> copies = new TreeMap<>();
        lists.forEach((name, list) -> copies.put(name, List.copyOf(list)));
        lists = Map.copyOf(copies);
    }

    /** All of them. */
    public Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>(texts);
        all.putAll(lists);
        return all;
    }

    /**
     * These, and what a specification says. What has few values has a name for each, too, so that a
     * template can ask for it: {@code {{#firmware-uefi}}}. What is off is empty.
     */
    AnswerValues with(InstalledSystem system, Machine machine, Disk disk) {
        Map<String, String> all = new TreeMap<>(machine.arch().variables());
        all.putAll(texts);
        choice(all, Field.ARCH, machine.arch());
        choice(all, Field.FIRMWARE, machine.firmware());
        choice(all, Field.PARTITION_TABLE, disk.table().on(machine.firmware()));
        choice(all, Field.FILE_SYSTEM, disk.root());
        all.put(Field.HOSTNAME.id(), system.hostname());
        all.put(Field.LANGUAGE.id(), system.language());
        all.put(Field.TIMEZONE.id(), system.timezone());
        all.put(Field.KEYBOARD.id(), system.keyboard());
        all.put(Field.CLOUD_INIT.id(), system.cloudInit() ? "true" : "");
        system.rootPasswordHash().ifPresent(hash -> all.put(Field.ROOT_PASSWORD_HASH.id(), hash));
        Map<String, List<String>> several = new TreeMap<>(lists);
        several.put(Field.PACKAGES.id(), system.packages());
        several.put(Field.LATE_COMMANDS.id(), system.commands());
        several.put(Field.SSH_KEYS.id(), system.sshKeys());
        return new AnswerValues(all, several);
    }

    private static void choice(Map<String, String> texts, Field field, Enum<?> value) {
        String name = Choice.name(value);
        texts.put(field.id(), name);
        for (Object other : value.getDeclaringClass().getEnumConstants()) {
            String otherName = Choice.name((Enum<?>) other);
            texts.put(field.id() + "-" + otherName, otherName.equals(name) ? name : "");
        }
    }
}
