package org.imagefactory.clouds.azure;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.error.ConfigurationException;

/**
 * Who uploads and who makes images: an XML document with {@code azure_credentials}, or, if the text
 * is empty, the variables that Azure's own programs read.
 */
final class AzureCredentials {

    static final String ELEMENT = "azure_credentials";

    private static final Map<String, String> VARIABLES =
            Map.of(
                    "storage_account", "AZURE_STORAGE_ACCOUNT",
                    "storage_key", "AZURE_STORAGE_KEY",
                    "sas_token", "AZURE_STORAGE_SAS_TOKEN",
                    "tenant_id", "AZURE_TENANT_ID",
                    "client_id", "AZURE_CLIENT_ID",
                    "client_secret", "AZURE_CLIENT_SECRET",
                    "subscription_id", "AZURE_SUBSCRIPTION_ID");

    private final Map<String, String> values = new HashMap<>();

    private AzureCredentials() {}

    /**
     * @throws ConfigurationException something is missing; the message has nothing of the text
     */
    static AzureCredentials of(String text, Map<String, String> environment)
            throws ConfigurationException {
        AzureCredentials credentials = new AzureCredentials();
        if (text.isBlank()) {
            VARIABLES.forEach(
                    (name, variable) ->
                            Optional.ofNullable(environment.get(variable))
                                    .ifPresent(value -> credentials.values.put(name, value)));
        } else {
            credentials.values.putAll(CredentialsXml.read(text, ELEMENT).orElse(Map.of()));
        }
        credentials.get("storage_account");
        if (credentials.find("sas_token").isEmpty()) {
            credentials.get("storage_key");
        }
        return credentials;
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * @throws ConfigurationException it is missing
     */
    String get(String name) throws ConfigurationException {
        return find(name)
                .orElseThrow(
                        () ->
                                CredentialsXml.missing(
                                        "Azure",
                                        ELEMENT,
                                        name,
                                        String.valueOf(VARIABLES.get(name))));
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "credentials for Azure";
    }
}
