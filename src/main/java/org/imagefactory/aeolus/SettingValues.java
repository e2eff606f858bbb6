package org.imagefactory.aeolus;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.jspecify.annotations.Nullable;

/** What values of settings may be, in a file or as text. */
final class SettingValues {

    /** More digits are no number of seconds, ports or builds. */
    private static final int MOST_DIGITS = 9;

    private static final int LAST_PORT = 65535;

    private SettingValues() {}

    /**
     * A value as the program uses it.
     *
     * @param value what the file or the command line says
     * @return a Boolean, Long, Path, String, a map or a list of texts, by the kind
     * @throws IllegalArgumentException it is another; the message says what would be right
     */
    static Object of(Setting setting, @Nullable Object value) {
        return switch (setting.kind()) {
            case SWITCH -> isOn(value);
            case NUMBER -> number(value, setting == Setting.PORT ? LAST_PORT : Integer.MAX_VALUE);
            case TEXT -> text(value);
            case PATH -> path(value);
            case OUTPUT -> output(value);
            case OBJECT -> object(value);
            case TEXTS -> texts(value);
        };
    }

    /** Of a default. */
    static Object ofDefault(Setting setting) {
        return switch (setting.kind()) {
            case OBJECT, TEXTS -> of(setting, json(setting.defaultText()));
            default -> of(setting, setting.defaultText());
        };
    }

    private static @Nullable Object json(String text) {
        try {
            return Json.value(text);
        } catch (JsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOn(@Nullable Object value) {
        return switch (String.valueOf(value).toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default -> throw new IllegalArgumentException("must be true, false, 1 or 0");
        };
    }

    private static long number(@Nullable Object value, int last) {
        String text = String.valueOf(value);
        if (text.length() <= MOST_DIGITS
                && text.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && !text.isEmpty()
                && Long.parseLong(text) > 0
                && Long.parseLong(text) <= last) {
            return Long.parseLong(text);
        }
        throw new IllegalArgumentException(
                "must be a number from 1 " + (last == LAST_PORT ? "to " + last : "on"));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("must be a text");
    }

    private static Path path(@Nullable Object value) {
        try {
            String text = text(value);
            if (!text.isEmpty()) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            // as if it were empty
        }
        throw new IllegalArgumentException("must be the name of a folder");
    }

    private static String output(@Nullable Object value) {
        String text = text(value);
        if (text.equals("log") || text.equals("json")) {
            return text;
        }
        throw new IllegalArgumentException("must be log or json");
    }

    private static Map<?, ?> object(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("must be an object");
    }

    private static List<String> texts(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            throw new IllegalArgumentException("must be a list of texts");
        }
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(text(each)));
        return texts;
    }
}
