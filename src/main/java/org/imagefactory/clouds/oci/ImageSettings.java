package org.imagefactory.clouds.oci;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.plugin.ImageJob;
import org.jspecify.annotations.Nullable;

/**
 * What the user says about an image for containers.
 *
 * @param repository its name
 * @param tag of this one
 * @param architecture as Go calls it
 * @param variant of the architecture; mostly empty
 * @param config of containers: command, environment, labels
 */
record ImageSettings(
        String repository,
        String tag,
        String architecture,
        String variant,
        Map<String, Object> config) {

    /** The names that registries take, with a host before them or not. */
    private static final Pattern REPOSITORY =
            Pattern.compile(
                    "(?:[A-Za-z0-9.-]{1,200}(?::[0-9]{1,5})?/)?"
                            + "[a-z0-9]++(?:[._/-][._-]?[a-z0-9]++){0,50}");

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private static final String PATH =
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    static ImageSettings of(ImageJob job) throws BuildException {
        String repository = job.parameters().text("repository").orElse(name(job));
        String tag = job.parameters().text("tag").orElse("latest");
        require("repository", repository, REPOSITORY);
        require("tag", tag, TAG);
        String arch = job.template().os().arch();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("Env", environment(job));
        config.put("Cmd", command(job));
        labels(job).ifPresent(labels -> config.put("Labels", labels));
        return new ImageSettings(
                repository,
                tag,
                switch (arch) {
                    case "x86_64" -> "amd64";
                    case "i386" -> "386";
                    case "aarch64" -> "arm64";
                    case "armv7l" -> "arm";
                    default -> arch;
                },
                arch.equals("armv7l") ? "v7" : "",
                config);
    }

    private static List<String> environment(ImageJob job) throws ConfigurationException {
        Object value = value(job, "docker_env");
        if (value instanceof Map<?, ?> map) {
            value =
                    map.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .toList();
        }
        List<String> variables = value == null ? List.of(PATH) : texts(value);
        if (!variables.stream().allMatch(each -> each.indexOf('=') > 0)) {
            throw wrong("docker_env is no list of texts NAME=VALUE, and no object");
        }
        return variables;
    }

    private static List<String> command(ImageJob job) throws ConfigurationException {
        Object value = value(job, "docker_cmd");
        if (value instanceof List<?> list) {
            return texts(list);
        }
        String text = value == null ? "" : String.valueOf(value);
        return text.isBlank() ? List.of("/bin/sh") : List.of("/bin/sh", "-c", text);
    }

    private static Optional<Map<String, String>> labels(ImageJob job)
            throws ConfigurationException {
        Object value = value(job, "docker_label");
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong("docker_label is no object");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        map.forEach((name, text) -> labels.put(String.valueOf(name), String.valueOf(text)));
        return Optional.of(labels);
    }

    private static List<String> texts(Object value) {
        List<?> list = value instanceof List<?> several ? several : List.of(value);
        return list.stream().map(String::valueOf).toList();
    }

    /** A list or an object, as itself or as a text; any other text is a text. */
    private static @Nullable Object value(ImageJob job, String name) {
        Object value = job.parameters().values().get(name);
        if (value instanceof String text) {
            try {
                Object read = Json.value(text);
                return read instanceof List || read instanceof Map ? read : text;
            } catch (JsonException e) {
                return text;
            }
        }
        return value;
    }

    private static String name(ImageJob job) {
        String plain =
                job.template()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        return plain.isEmpty() || plain.length() > 100 ? "image" : plain;
    }

    private static void require(String key, String value, Pattern pattern) throws BuildException {
        if (!pattern.matcher(value).matches()) {
            throw wrong("%s '%s' is no name for an image".formatted(key, PrintableText.of(value)));
        }
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException(what, "");
    }
}
