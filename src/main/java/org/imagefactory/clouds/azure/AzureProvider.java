package org.imagefactory.clouds.azure;

import java.util.Optional;
import org.imagefactory.clouds.credentials.ProviderDefinition;
import org.imagefactory.error.ConfigurationException;
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
        Parameters settings = ProviderDefinition.read(definition);
        String container = settings.text("container").orElse("");
        if (!container.matches("[a-z0-9](?:-?[a-z0-9]){2,62}")) {
            throw ProviderDefinition.wrong("needs 'container', the name of one for blobs");
        }
        Optional<String> group = settings.text("resource_group").filter(text -> !text.isBlank());
        if (!group.orElse("a").matches("[A-Za-z0-9._()-]{1,90}")) {
            throw ProviderDefinition.wrong("has an impossible resource_group");
        }
        if (group.isPresent() && settings.text("location").isEmpty()) {
            throw ProviderDefinition.wrong(
                    "needs 'location' beside resource_group, like westeurope");
        }
        return new AzureProvider(container, group, settings);
    }

    /** An address without slashes at its end. */
    String address(String key, String usual) throws ConfigurationException {
        return ProviderDefinition.address(settings, key, usual);
    }
}
