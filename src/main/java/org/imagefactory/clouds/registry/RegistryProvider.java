package org.imagefactory.clouds.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.files.RegularFile;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.plugin.Parameters;

/**
 * Which registry, and where in it.
 *
 * @param scheme {@code https}, or {@code http} where the user says so
 * @param host with its port, if that is not the usual one
 * @param repository the name there; empty for the image's own
 * @param tags that the image gets; empty for its own
 * @param authorities a file with certificates in PEM of who signs for the registry
 */
record RegistryProvider(
        String scheme,
        String host,
        Optional<String> repository,
        List<String> tags,
        Optional<String> authorities) {

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?:(https?)://)?([A-Za-z0-9][A-Za-z0-9.-]{0,252}(?::[0-9]{1,5})?"
                            + "|\\[[0-9A-Fa-f:.]{2,45}\\](?::[0-9]{1,5})?)(?:/(.*))?");

    private static final Pattern REPOSITORY =
            Pattern.compile("[a-z0-9]++(?:(?:[._]|__|-++)[a-z0-9]++|/[a-z0-9]++){0,120}");

    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

    private static final String HUB = "registry-1.docker.io";

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_FILE = 1 << 20;

    RegistryProvider {
        tags = List.copyOf(tags);
    }

    /**
     * @param definition {@code HOST[:PORT][/REPOSITORY]}, or a JSON object
     */
    static RegistryProvider of(String definition) throws ConfigurationException {
        if (!definition.stripLeading().startsWith("{")) {
            return of(definition.strip(), Optional.empty(), List.of(), Optional.empty());
        }
        try {
            Map<String, ?> json = Json.object(definition);
            Parameters settings = new Parameters(json);
            return of(
                    settings.text("registry").orElse(""),
                    settings.text("repository"),
                    json.get("tags") instanceof List<?> list
                            ? list.stream().map(String::valueOf).toList()
                            : settings.text("tag").map(List::of).orElse(List.of()),
                    settings.text("ca_file"));
        } catch (JsonException e) {
            throw wrong("the definition of the registry " + e.getMessage());
        }
    }

    private static RegistryProvider of(
            String address, Optional<String> name, List<String> tags, Optional<String> authorities)
            throws ConfigurationException {
        Matcher parts = ADDRESS.matcher(address.replaceFirst("/+$", ""));
        if (!parts.matches()) {
            throw wrong(
                    "the definition of the registry has no usable address: it is"
                            + " HOST[:PORT][/REPOSITORY] or a JSON object with \"registry\"");
        }
        Optional<String> repository = name.or(() -> Optional.ofNullable(parts.group(3)));
        if (repository.isPresent()) {
            requireName(repository.get());
        }
        for (String tag : tags) {
            if (!TAG.matcher(tag).matches()) {
                throw wrong("the definition of the registry has a tag that is none");
            }
        }
        String scheme = parts.group(1) == null ? "https" : parts.group(1);
        return new RegistryProvider(scheme, parts.group(2), repository, tags, authorities);
    }

    /** Where requests go; Docker's own registry answers elsewhere than its images are named for. */
    String address() {
        return "%s://%s/v2/".formatted(scheme, host.equals("docker.io") ? HUB : host);
    }

    /** The name in the registry of an image that calls itself so. */
    String repository(String own) throws ConfigurationException {
        int slash = own.indexOf('/');
        String first = slash < 0 ? "" : own.substring(0, slash);
        boolean foreign = first.contains(".") || first.contains(":") || first.equals("localhost");
        String name = repository.orElse(foreign ? own.substring(slash + 1) : own);
        requireName(name);
        return name;
    }

    /** A client that trusts whom the user trusts. */
    Web web() throws ConfigurationException {
        if (authorities.isEmpty()) {
            return new Web();
        }
        try {
            Path file = Path.of(authorities.get()).toRealPath();
            byte[] certificates = RegularFile.read(file, LONGEST_FILE);
            return Web.trusting(new String(certificates, StandardCharsets.US_ASCII));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("the file of the registry's ca_file cannot be read, or has no certificate");
        }
    }

    private static void requireName(String name) throws ConfigurationException {
        if (name.length() > LONGEST_NAME || !REPOSITORY.matcher(name).matches()) {
            throw wrong("the repository is no name that registries take: small letters and digits");
        }
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException(what, "");
    }
}
