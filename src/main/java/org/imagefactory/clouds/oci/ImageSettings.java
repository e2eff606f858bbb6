package org.imagefactory.clouds.oci;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.imagefactory.error.BuildException;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.PrintableText;
import org.imagefactory.error.Problem;
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
        config.put("Env", value(job, "docker_env") instanceof List<?> list ? list : List.of(PATH));
        config.put("Cmd", command(value(job, "docker_cmd")));
        if (value(job, "docker_label") instanceof Map<?, ?> labels) {
            config.put("Labels", labels);
        }
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

    private static List<?> command(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        return value instanceof String text && !text.isBlank()
                ? List.of("/bin/sh", "-c", text)
                : List.of("/bin/sh");
    }

    /** JSON, as itself or as a text; any other text is a text. */
    private static @Nullable Object value(ImageJob job, String name) {
        Object value = job.parameters().values().get(name);
        if (value instanceof String text) {
            try {
                return Json.value(text);
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
            throw new ConfigurationException(
                    List.of(
                            new Problem(
                                    "",
                                    "%s '%s' is no name for an image"
                                            .formatted(key, PrintableText.of(value)))),
                    "");
        }
    }
}
