package org.imagefactory.clouds.azure;

import java.util.List;
import java.util.Optional;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.error.Problem;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.plugin.Parameters;

/**
 * Where images go.
 *
 * @param container of the storage account
 * @param group the resource group that an image is made in; without one the disk is only uploaded
 * @param settings all that was said: {@code location}, and addresses of other clouds than the
 *     public one, {@code blob-url}, {@code login-url}, {@code resource-manager-url}
 */
record AzureProvider(String container, Optional<String> group, Parameters settings) {

    /**
     * @param definition a JSON object with {@code container}
     */
    static AzureProvider of(String definition) throws ConfigurationException {
        try {
            Parameters settings = new Parameters(Json.object(definition));
            String container = settings.text("container").orElse("");
            if (!container.matches("[a-z0-9](?:-?[a-z0-9]){2,62}")) {
                throw wrong("needs 'container', the name of one for blobs");
            }
            Optional<String> group =
                    settings.text("resource_group").filter(text -> !text.isBlank());
            if (!group.orElse("a").matches("[A-Za-z0-9._()-]{1,90}")) {
                throw wrong("has an impossible resource_group");
            }
            if (group.isPresent() && settings.text("location").isEmpty()) {
                throw wrong("needs 'location' beside resource_group, like westeurope");
            }
            return new AzureProvider(container, group, settings);
        } catch (JsonException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** An address without slashes at its end. */
    String address(String key, String usual) throws ConfigurationException {
        String address = settings.text(key).orElse(usual).replaceFirst("/+$", "");
        if (!address.matches("https?://[A-Za-z0-9._:/\\[\\]-]{1,255}")) {
            throw wrong("has an unusable " + key);
        }
        return address;
    }

    private static ConfigurationException wrong(String what) {
        return new ConfigurationException(
                List.of(new Problem("", "the definition of the provider " + what)), "");
    }
}
