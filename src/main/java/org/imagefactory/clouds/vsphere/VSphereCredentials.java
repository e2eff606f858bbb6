package org.imagefactory.clouds.vsphere;

import java.util.Map;
import java.util.Optional;
import org.imagefactory.clouds.credentials.CredentialsXml;
import org.imagefactory.error.ConfigurationException;

/**
 * Who signs in: an XML document with {@code vsphere_credentials}, or, if the text is empty, the
 * variables that VMware's own program govc reads.
 *
 * @param user with a domain or not
 * @param password a secret
 */
record VSphereCredentials(String user, String password) {

    static final String ELEMENT = "vsphere_credentials";

    /**
     * @throws ConfigurationException something is missing; the message has nothing of the text
     */
    static VSphereCredentials of(String text, Map<String, String> environment)
            throws ConfigurationException {
        Map<String, String> values =
                text.isBlank()
                        ? Map.of(
                                "username", environment.getOrDefault("GOVC_USERNAME", ""),
                                "password", environment.getOrDefault("GOVC_PASSWORD", ""))
                        : CredentialsXml.read(text, ELEMENT).orElse(Map.of());
        return new VSphereCredentials(need(values, "username"), need(values, "password"));
    }

    private static String need(Map<String, String> values, String name)
            throws ConfigurationException {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () ->
                                CredentialsXml.missing(
                                        "vSphere",
                                        ELEMENT,
                                        name,
                                        "GOVC_USERNAME and GOVC_PASSWORD"));
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "credentials for vSphere";
    }
}
