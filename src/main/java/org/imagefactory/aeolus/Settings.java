package org.imagefactory.aeolus;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * What the programs about templates are told: by options, else by the configuration file, else by
 * built-in defaults.
 */
public final class Settings {

    /** Read when no other is named; may be absent. */
    public static final String DEFAULT_FILE = "/etc/imagefactory/imagefactory.conf";

    private static final String STORAGE_PATH = "storage_path";

    /** A configuration has some hundred bytes. */
    private static final int LONGEST = 1 << 20;

    private final Map<Setting, Object> given;
    private final List<String> ignored;
    private final Path store;

    private Settings(Map<Setting, Object> given, List<String> ignored, Path file)
            throws BuildException {
        this.given = given;
        this.ignored = List.copyOf(ignored);
        this.store = storagePath(file);
    }

    /**
     * Reads the configuration file.
     *
     * @param options what the command line says
     * @param file the one that it names
     * @throws BuildException the file is absent, though named, or broken, or an option's value is
     *     none; the message names them
     */
    public static Settings load(Map<Setting, String> options, Optional<Path> file)
            throws BuildException {
        Path path = file.orElse(Path.of(DEFAULT_FILE));
        Map<String, @Nullable Object> json = read(path, file.isPresent());
        Map<Setting, Object> given = new EnumMap<>(Setting.class);
        List<String> ignored = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        json.forEach(
                (key, value) -> {
                    Optional<Setting> setting = Setting.of(key);
                    if (setting.isEmpty()) {
                        ignored.add("%s: the key '%s' is not known".formatted(path, key));
                    } else {
                        put(given, setting.get(), value, path + ": ", problems);
                    }
                });
        options.forEach((option, value) -> put(given, option, value, "--", problems));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems, "");
        }
        return new Settings(given, ignored, path);
    }

    /**
     * Requires that the value of an option can be one.
     *
     * @throws IllegalArgumentException it cannot; the message names the option and what would be
     *     right
     */
    public static void requireValue(Setting option, String value) {
        try {
            SettingValues.of(option, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option.longOption() + " " + e.getMessage(), e);
        }
    }

    /** Whether an option or the file says something. */
    public boolean isGiven(Setting setting) {
        return given.containsKey(setting);
    }

    /** The value of a switch. */
    public boolean isOn(Setting setting) {
        return (Boolean) value(setting);
    }

    /** The value of a number, from 1 on. */
    public int number(Setting setting) {
        return Math.toIntExact((Long) value(setting));
    }

    public String text(Setting setting) {
        return (String) value(setting);
    }

    /** As it was written: what is relative begins in the working directory. */
    public Path path(Setting setting) {
        return (Path) value(setting);
    }

    /** The value of an object. */
    public Map<String, @Nullable Object> object(Setting setting) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) value(setting)).forEach((key, value) -> object.put((String) key, value));
        return object;
    }

    /** The value of a list. */
    public List<String> texts(Setting setting) {
        return ((List<?>) value(setting)).stream().map(String.class::cast).toList();
    }

    /** The folder of the store. */
    public Path store() {
        return store;
    }

    /** A line about each key of the file that has no effect. */
    public List<String> ignored() {
        return ignored;
    }

    private Object value(Setting setting) {
        Object value = given.get(setting);
        return value == null ? SettingValues.ofDefault(setting) : value;
    }

    private Path storagePath(Path file) throws BuildException {
        if (!text(Setting.IMAGE_MANAGER).equals("file")) {
            throw broken(file + ": image_manager: only 'file' is supported");
        }
        Map<?, ?> arguments = (Map<?, ?>) value(Setting.IMAGE_MANAGER_ARGS);
        if (!arguments.containsKey(STORAGE_PATH)) {
            arguments = (Map<?, ?>) SettingValues.ofDefault(Setting.IMAGE_MANAGER_ARGS);
        }
        if (arguments.get(STORAGE_PATH) instanceof String text && !text.isEmpty()) {
            return Path.of(text);
        }
        throw broken(file + ": image_manager_args: storage_path must be the name of a folder");
    }

    private static void put(
            Map<Setting, Object> given,
            Setting setting,
            @Nullable Object value,
            String where,
            List<Problem> problems) {
        try {
            given.put(setting, SettingValues.of(setting, value));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("", where + setting.key() + " " + e.getMessage()));
        }
    }

    private static Map<String, @Nullable Object> read(Path file, boolean named)
            throws BuildException {
        if (!named && Files.notExists(file)) {
            return Map.of();
        }
        try {
            return Json.object(InputFile.read("configuration file " + file, file, LONGEST));
        } catch (JsonException e) {
            throw broken("the configuration file %s %s".formatted(file, e.getMessage()));
        }
    }

    private static ConfigurationException broken(String what) {
        return new ConfigurationException(what, "");
    }
}
