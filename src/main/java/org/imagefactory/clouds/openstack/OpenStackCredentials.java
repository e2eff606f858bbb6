package org.imagefactory.clouds.openstack;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.error.ConfigurationException;

/**
 * Who signs in, and where. All of it comes from the text of the credentials: an XML document with
 * {@code openstack_credentials}, or lines {@code OS_NAME=VALUE} as in the file that OpenStack's
 * dashboard hands out. What it leaves open the variables of the environment say, if the text names
 * no address.
 */
public final class OpenStackCredentials {

    /** What the document has for this cloud. */
    static final String ELEMENT = "openstack_credentials";

    private static final String NEEDED =
            "the credentials for OpenStack need %s: an XML document with <openstack_credentials>"
                    + " and <auth_url>, <username>, <password>, <tenant> in it, or lines"
                    + " OS_AUTH_URL=…, OS_USERNAME=…, OS_PASSWORD=…, OS_PROJECT_NAME=…";

    /** Names of elements and variables that mean the same. */
    private static final Map<String, String> ALIASES =
            Map.of(
                    "tenant", "project_name",
                    "tenant_name", "project_name",
                    "tenant_id", "project_id",
                    "application_credential_id", "application_id",
                    "application_credential_secret", "application_secret");

    private final Map<String, String> values = new HashMap<>();

    private OpenStackCredentials() {}

    /**
     * @param environment for what the text leaves open
     * @throws ConfigurationException something is missing; the message has nothing of the text
     */
    public static OpenStackCredentials of(String text, Map<String, String> environment)
            throws ConfigurationException {
        OpenStackCredentials credentials = new OpenStackCredentials();
        if (text.stripLeading().startsWith("<")) {
            credentials.readXml(text);
        } else {
            text.lines().forEach(credentials::readLine);
        }
        if (!credentials.values.containsKey("auth_url")) {
            environment.forEach(credentials::variable);
        }
        credentials.need("auth_url");
        if (credentials.find("token").isEmpty() && credentials.find("application_id").isEmpty()) {
            credentials.need("username");
            credentials.need("password");
        }
        return credentials;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    String get(String name) {
        return find(name).orElse("");
    }

    /** The address of version 3 of the identity service. */
    String identity() {
        String address = get("auth_url").replaceFirst("/+$", "");
        return address.endsWith("/v3") ? address : address.replaceFirst("/v2\\.0$", "") + "/v3";
    }

    private void need(String name) throws ConfigurationException {
        if (!values.containsKey(name)) {
            throw wrong(name);
        }
    }

    private static ConfigurationException wrong(String name) {
        return new ConfigurationException(NEEDED.formatted(name), "");
    }

    private void readLine(String line) {
        String plain = line.strip().replaceFirst("^export\\s+", "");
        int equals = plain.indexOf('=');
        if (equals > 0) {
            String value = plain.substring(equals + 1);
            boolean quoted = value.length() > 1 && value.matches("(?s)\".*\"|'.*'");
            variable(
                    plain.substring(0, equals),
                    quoted ? value.substring(1, value.length() - 1) : value);
        }
    }

    private void variable(String name, String value) {
        if (name.startsWith("OS_") && !value.isEmpty()) {
            put(name.substring(3).toLowerCase(Locale.ROOT), value);
        }
    }

    private void put(String name, String value) {
        values.putIfAbsent(ALIASES.getOrDefault(name, name), value);
    }

    private void readXml(String text) throws ConfigurationException {
        Optional<Map<String, String>> read = CredentialsXml.read(text, ELEMENT);
        if (read.isEmpty()) {
            throw wrong("well-formed XML");
        }
        read.get().forEach(this::put);
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "credentials for OpenStack";
    }
}
