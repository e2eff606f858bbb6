package org.imagefactory.clouds.vsphere;

import java.util.Optional;
import org.imagefactory.clouds.credentials.ProviderDefinition;
import org.imagefactory.clouds.http.Web;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.plugin.Parameters;

/**
 * Where images go.
 *
 * @param address of the SOAP interface
 * @param authorities certificates in PEM that vouch for the server beside those that Java trusts
 * @param settings all that was said: {@code datacenter}, {@code datastore}, {@code cluster} or
 *     {@code resource_pool}, {@code folder}, {@code network_name}, {@code template}
 */
record VSphereProvider(String address, Optional<String> authorities, Parameters settings) {

    /**
     * @param definition a JSON object with {@code api-url}
     */
    static VSphereProvider of(String definition) throws ConfigurationException {
        Parameters settings = ProviderDefinition.read(definition);
        String address = settings.text("api-url").orElse("").replaceFirst("/+$", "");
        if (!address.matches("https://[A-Za-z0-9._:\\[\\]-]{1,255}(?:/sdk)?")) {
            throw ProviderDefinition.wrong("needs api-url, like https://vcenter.example.com/sdk");
        }
        return new VSphereProvider(
                address.endsWith("/sdk") ? address : address + "/sdk",
                settings.text("ca").filter(text -> !text.isBlank()),
                settings);
    }

    /** Talks to it. */
    Web web() throws ConfigurationException {
        try {
            return authorities.map(Web::trusting).orElseGet(Web::new);
        } catch (IllegalArgumentException e) {
            throw ProviderDefinition.wrong("has an unusable 'ca': " + e.getMessage());
        }
    }

    /** The same, for while somebody waits. */
    Web hurriedWeb() throws ConfigurationException {
        return web().hurried();
    }

    /** The name of the thing of a kind that is to be used; empty for the only one. */
    Optional<String> name(String key) {
        return settings.text(key).filter(text -> !text.isBlank());
    }
}
