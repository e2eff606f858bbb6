package org.imagefactory.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a sound description claims.
 *
 * @param type of the plugin
 * @param systems of an OS plugin
 * @param clouds of a cloud plugin; without its name
 */
record Claims(Class<? extends Plugin> type, List<OsTarget> systems, List<String> clouds) {

    /** What every description has, beside its targets. */
    private static final List<String> TEXTS = List.of("description", "version", "license");

    private static final List<String> MAINTAINER = List.of("name", "email", "url");

    /**
     * @throws IllegalArgumentException something is missing or of another form; the message says so
     */
    static Claims of(Map<String, @Nullable Object> json) {
        Class<? extends Plugin> type =
                switch (text(json, "type")) {
                    case "os" -> OsPlugin.class;
                    case "cloud" -> CloudPlugin.class;
                    default -> throw new IllegalArgumentException("type is neither os nor cloud");
                };
        TEXTS.forEach(name -> text(json, name));
        if (!(json.get("maintainer") instanceof Map<?, ?> maintainer)) {
            throw new IllegalArgumentException("maintainer is no object");
        }
        for (String name : MAINTAINER) {
            if (!(maintainer.get(name) instanceof String)) {
                throw new IllegalArgumentException("maintainer lacks the text " + name);
            }
        }
        List<OsTarget> systems = new ArrayList<>();
        List<String> clouds = new ArrayList<>();
        for (Object target : list(json.get("targets"))) {
            if (type == OsPlugin.class) {
                systems.add(system(target));
            } else {
                clouds.add(cloud(target));
            }
        }
        return new Claims(type, List.copyOf(systems), List.copyOf(clouds));
    }

    private static OsTarget system(Object target) {
        List<?> parts = list(target);
        if (parts.size() == 3
                && parts.get(0) instanceof String name
                && isTextOrNull(parts.get(1))
                && isTextOrNull(parts.get(2))) {
            return new OsTarget(name, part(parts, 1), part(parts, 2));
        }
        throw new IllegalArgumentException(
                "a target of an OS plugin is [name, version or null, arch or null]");
    }

    private static String cloud(Object target) {
        List<?> parts = list(target);
        if (parts.size() == 1 && parts.get(0) instanceof String name) {
            return name;
        }
        throw new IllegalArgumentException("a target of a cloud plugin is [name]");
    }

    private static boolean isTextOrNull(@Nullable Object part) {
        return part == null || part instanceof String;
    }

    private static Optional<String> part(List<?> parts, int index) {
        return Optional.ofNullable((String) parts.get(index));
    }

    private static List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("targets is no list of lists");
    }

    private static String text(Map<String, @Nullable Object> json, String name) {
        if (json.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("it lacks the text " + name);
    }
}
