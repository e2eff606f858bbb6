package org.imagefactory.tinman;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.imagefactory.config.Key;
import org.imagefactory.config.Keys;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * The parameter {@code oz_overrides}: an object of sections, each an object of settings, as the old
 * program's configuration had them. Limits and the size of the machine have an effect.
 *
 * @param values by section and setting, {@code timeouts.install}
 */
public record OzOverrides(Map<String, String> values) {

    /** The name of the parameter. */
    public static final String PARAMETER = "oz_overrides";

    /** Nothing is overridden. */
    public static final OzOverrides NONE = new OzOverrides(Map.of());

    private static final Map<String, Key<?>> KNOWN =
            Map.of(
                    "timeouts.install", Keys.INSTALL_TIMEOUT,
                    "timeouts.inactivity", Keys.INACTIVITY_TIMEOUT,
                    "libvirt.cpus", Keys.CORES,
                    "libvirt.memory", Keys.RAM);

    public OzOverrides {
        values = Map.copyOf(values);
    }

    /**
     * @param value of the parameter: an object, or one as text; null for none
     * @throws ConfigurationException it is neither
     */
    public static OzOverrides of(@Nullable Object value) throws ConfigurationException {
        if (value == null || value.equals("")) {
            return NONE;
        }
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<?, ?> section : object(value).entrySet()) {
            if (!(section.getValue() instanceof Map<?, ?> settings)) {
                throw wrong("'%s' is no object".formatted(section.getKey()));
            }
            settings.forEach(
                    (name, setting) -> values.put(section.getKey() + "." + name, "" + setting));
        }
        return new OzOverrides(values);
    }

    private static Map<?, ?> object(Object value) throws ConfigurationException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        try {
            return Json.object(value.toString());
        } catch (JsonException e) {
            throw wrong("it " + e.getMessage());
        }
    }

    private static ConfigurationException wrong(String reason) {
        return new ConfigurationException(
                List.of(new Problem("parameter " + PARAMETER, reason)),
                "give an object of sections, such as {\"timeouts\": {\"install\": 3600}}");
    }

    /** Those that have an effect, as values of keys. */
    void say(Said said) {
        values.forEach(
                (name, value) ->
                        Optional.ofNullable(KNOWN.get(name))
                                .ifPresentOrElse(
                                        key -> said.say(key, unit(key, value), place(name)),
                                        () ->
                                                said.warn(
                                                        place(name)
                                                                + ": has no effect; known are "
                                                                + String.join(", ", names()))));
    }

    /** Old programs gave memory in MiB. */
    private static String unit(Key<?> key, String value) {
        return key.equals(Keys.RAM) && value.matches("[0-9]+") ? value + "MiB" : value;
    }

    private static String place(String name) {
        return "parameter %s: %s".formatted(PARAMETER, name);
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(KNOWN.keySet());
        names.sort(String::compareTo);
        return names;
    }
}
