package org.imagefactory.clouds.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.files.RegularFile;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;

/**
 * Who pushes. The text of the credentials is an XML document with {@code registry_credentials}, or
 * what {@code docker login} and {@code podman login} write; an empty one leaves it to the files in
 * which those programs keep it. Nobody at all is possible, too: some registries take that.
 *
 * @param user empty for nobody
 * @param password secret
 */
record RegistryCredentials(String user, String password) {

    /** What the document has for registries. */
    static final String ELEMENT = "registry_credentials";

    private static final RegistryCredentials NOBODY = new RegistryCredentials("", "");
    private static final int LONGEST = 1 << 20;

    /** Under which Docker keeps what is for its own registry. */
    private static final String HUB = "https://index.docker.io/v1/";

    /**
     * @param host of the registry, with its port
     * @throws ConfigurationException they cannot be understood; the message has nothing of them
     */
    static RegistryCredentials of(String text, String host, Map<String, String> environment)
            throws ConfigurationException {
        String plain = text.strip();
        if (plain.startsWith("<")) {
            return ofXml(plain);
        }
        if (!plain.isEmpty()) {
            return ofJson(plain, host, "the credentials for the registry")
                    .orElseThrow(
                            () ->
                                    wrong(
                                            "the credentials have no user and password for the"
                                                    + " registry "
                                                    + host));
        }
        for (Path file : files(environment)) {
            if (Files.isRegularFile(file)) {
                Optional<RegistryCredentials> found = ofFile(file, host);
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return NOBODY;
    }

    /** Whether somebody is to sign in. */
    boolean isSomebody() {
        return !user.isEmpty();
    }

    /** A header's value; secret. */
    String basic() {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    private static RegistryCredentials ofXml(String text) throws ConfigurationException {
        Map<String, String> values =
                CredentialsXml.read(text, ELEMENT)
                        .orElseThrow(() -> wrong("the credentials are no well-formed XML"));
        String user = values.getOrDefault("username", "");
        String password = values.getOrDefault("password", "");
        if (user.isEmpty() || password.isEmpty()) {
            throw wrong(
                    "the credentials for the registry need <registry_credentials> with <username>"
                            + " and <password>");
        }
        return new RegistryCredentials(user, password);
    }

    private static Optional<RegistryCredentials> ofFile(Path file, String host)
            throws ConfigurationException {
        try {
            byte[] content = RegularFile.read(file.toRealPath(), LONGEST);
            return ofJson(new String(content, StandardCharsets.UTF_8), host, "the file " + file);
        } catch (IOException e) {
            throw wrong("the file %s with credentials cannot be read".formatted(file));
        }
    }

    private static Optional<RegistryCredentials> ofJson(String text, String host, String what)
            throws ConfigurationException {
        Map<String, ?> json;
        try {
            json = Json.object(text);
        } catch (JsonException e) {
            throw wrong(what + " is no JSON");
        }
        List<String> names = new ArrayList<>(List.of(host, "https://" + host, host + "/v2/"));
        if (host.equals("docker.io")) {
            names.add(HUB);
        }
        Map<?, ?> all = json.get("auths") instanceof Map<?, ?> auths ? auths : Map.of();
        for (String name : names) {
            if (all.get(name) instanceof Map<?, ?> entry) {
                Optional<RegistryCredentials> found = ofEntry(entry);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        boolean helper =
                json.get("credsStore") != null
                        || (json.get("credHelpers") instanceof Map<?, ?> helpers
                                && helpers.get(host) != null);
        if (helper) {
            throw wrong(
                    what
                            + " leaves the password to a helper program, which is not asked: give"
                            + " credentials with <registry_credentials>");
        }
        return Optional.empty();
    }

    private static Optional<RegistryCredentials> ofEntry(Map<?, ?> entry) {
        if (entry.get("username") instanceof String user
                && entry.get("password") instanceof String password) {
            return Optional.of(new RegistryCredentials(user, password));
        }
        try {
            String both =
                    new String(
                            Base64.getDecoder().decode(String.valueOf(entry.get("auth"))),
                            StandardCharsets.UTF_8);
            int colon = both.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(
                            new RegistryCredentials(
                                    both.substring(0, colon), both.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In the order in which Podman and Docker look. */
    private static List<Path> files(Map<String, String> environment) throws ConfigurationException {
        try {
            String named = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
            if (!named.isEmpty()) {
                return List.of(Path.of(named));
            }
            List<Path> files = new ArrayList<>();
            String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
            if (!runtime.isEmpty()) {
                files.add(Path.of(runtime, "containers", "auth.json"));
            }
            String home = environment.getOrDefault("HOME", "");
            String docker = environment.getOrDefault("DOCKER_CONFIG", "");
            if (!docker.isEmpty()) {
                files.add(Path.of(docker, "config.json"));
            } else if (!home.isEmpty()) {
                files.add(Path.of(home, ".docker", "config.json"));
            }
            return files;
        } catch (InvalidPathException e) {
            throw wrong("a variable names a file with credentials that cannot be one");
        }
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException(what, "");
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "credentials for a registry";
    }
}
