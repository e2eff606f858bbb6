package org.imagefactory.clouds.credentials;

import org.imagefactory.error.ConfigurationException;
import org.imagefactory.json.Json;
import org.imagefactory.json.JsonException;
import org.imagefactory.plugin.Parameters;

/** Definitions of providers as users give them: a JSON object, of which each cloud has its keys. */
public final class ProviderDefinition {

    private ProviderDefinition() {}

    /**
     * @throws ConfigurationException it is no JSON object
     */
    public static Parameters read(String definition) throws ConfigurationException {
        try {
            return new Parameters(Json.object(definition));
        } catch (JsonException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /**
     * An address without slashes at its end.
     *
     * @param usual where none is given
     * @throws ConfigurationException it is none
     */
    public static String address(Parameters settings, String key, String usual)
            throws ConfigurationException {
        String address = settings.text(key).orElse(usual).replaceFirst("/+$", "");
        if (!address.matches("https?://[A-Za-z0-9._:/\\[\\]-]{1,255}")) {
            throw wrong("has an unusable " + key);
        }
        return address;
    }

    /**
     * @param what a clause about the definition, without a secret
     */
    public static ConfigurationException wrong(String what) {
        return new ConfigurationException("the definition of the provider " + what, "");
    }
}
