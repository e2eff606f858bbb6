package org.imagefactory.clouds.openstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.imagefactory.error.FileReason;
import org.imagefactory.error.HostException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads clouds.yaml, in which OpenStack's own programs look for clouds and who signs in there; what
 * is in secure.yaml wins. The first file that is there counts, in the order that those programs
 * have.
 */
public final class CloudsFile {

    private static final int LONGEST = 1 << 20;
    private static final String CLOUDS = "clouds";

    private final Map<String, String> environment;
    private final List<Path> folders;

    /**
     * @param environment names files, and the cloud where nobody does
     * @param workingDirectory is looked into first
     */
    public CloudsFile(Map<String, String> environment, Path workingDirectory) {
        this.environment = Map.copyOf(environment);
        this.folders =
                Stream.of(
                                Optional.of(workingDirectory),
                                Optional.ofNullable(environment.get("HOME"))
                                        .map(home -> Path.of(home, ".config", "openstack")),
                                Optional.of(Path.of("/etc/openstack")))
                        .flatMap(Optional::stream)
                        .toList();
    }

    /**
     * The same as variables of the environment, {@code OS_AUTH_URL} and the like. Without a name of
     * a cloud, here or in {@code OS_CLOUD}, the variables themselves if they have an address; else
     * the only cloud of the file.
     *
     * @throws HostException there is no such cloud, or the file makes no sense
     */
    public Map<String, String> variables(Optional<String> wanted) throws HostException {
        Optional<String> name =
                wanted.or(
                        () ->
                                Optional.ofNullable(environment.get("OS_CLOUD"))
                                        .filter(text -> !text.isBlank()));
        if (name.isEmpty() && environment.containsKey("OS_AUTH_URL")) {
            return environment;
        }
        Map<?, ?> clouds = clouds("clouds", "OS_CLIENT_CONFIG_FILE");
        Object cloud =
                name.isEmpty() && clouds.size() == 1
                        ? clouds.values().iterator().next()
                        : clouds.get(name.orElse(""));
        if (!(cloud instanceof Map<?, ?> values)) {
            throw missing(name, clouds);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        Object secrets = clouds("secure", "OS_CLIENT_SECURE_FILE").get(name.orElse(""));
        if (secrets instanceof Map<?, ?> map) {
            flatten(map, variables);
        }
        flatten(values, variables);
        return variables;
    }

    private static HostException missing(Optional<String> name, Map<?, ?> clouds) {
        String known =
                clouds.keySet().stream()
                        .map(String::valueOf)
                        .sorted()
                        .collect(Collectors.joining(", "));
        return new HostException(
                name.map(text -> "clouds.yaml has no cloud '%s'".formatted(text))
                                .orElse("which cloud is not said, and OS_AUTH_URL is not set")
                        + (known.isEmpty() ? "; no clouds.yaml is found" : "; there are: " + known),
                "name one in openstack_cloud or OS_CLOUD, or set OS_AUTH_URL and the variables that"
                        + " go with it");
    }

    /** What is said twice counts as it was said first. */
    private static void flatten(Map<?, ?> cloud, Map<String, String> variables) {
        if (cloud.get("auth") instanceof Map<?, ?> auth) {
            flatten(auth, variables);
        }
        cloud.forEach(
                (name, value) -> {
                    if (value instanceof String || value instanceof Number) {
                        variables.putIfAbsent(
                                "OS_"
                                        + String.valueOf(name)
                                                .replace('-', '_')
                                                .toUpperCase(Locale.ROOT),
                                String.valueOf(value));
                    }
                });
    }

    private Map<?, ?> clouds(String name, String variable) throws HostException {
        Stream<Path> places =
                Stream.concat(
                        Optional.ofNullable(environment.get(variable)).map(Path::of).stream(),
                        folders.stream()
                                .flatMap(
                                        folder ->
                                                Stream.of(".yaml", ".yml", ".json")
                                                        .map(end -> folder.resolve(name + end))));
        Optional<Path> file = places.filter(Files::isReadable).findFirst();
        return file.isPresent() ? read(file.get()) : Map.of();
    }

    /** Messages of the parser quote lines, which may be secret. */
    private static Map<?, ?> read(Path file) throws HostException {
        try {
            if (!Files.isRegularFile(file)) {
                throw wrong(file, "is no regular file"); // a pipe may never end
            }
            if (Files.size(file) > LONGEST) {
                throw wrong(file, "is longer than a mebibyte");
            }
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            Object document = new Yaml(new SafeConstructor(options)).load(Files.readString(file));
            return document instanceof Map<?, ?> map && map.get(CLOUDS) instanceof Map<?, ?> found
                    ? found
                    : Map.of();
        } catch (IOException e) {
            throw wrong(file, "cannot be read: " + FileReason.of(e));
        } catch (YAMLException e) {
            throw wrong(file, "is not YAML");
        }
    }

    private static HostException wrong(Path file, String what) {
        return new HostException("%s %s".formatted(file, what), "");
    }
}
