package org.imagefactory.clouds.openstack;

import java.util.Optional;
import org.imagefactory.clouds.credentials.ProviderDefinition;
import org.imagefactory.error.ConfigurationException;
import org.imagefactory.plugin.Parameters;

/**
 * Where images go, and what is said of them there.
 *
 * @param host of Glance; without one the catalogue says where it is
 * @param port of Glance
 * @param settings all that was said
 */
record OpenStackProvider(Optional<String> host, int port, Parameters settings) {

    private static final int GLANCE = 9292;
    private static final int LARGEST_PORT = 65535;

    /**
     * @param definition a JSON object; any other text is only a name
     */
    static OpenStackProvider of(String definition) throws ConfigurationException {
        if (!definition.stripLeading().startsWith("{")) {
            return new OpenStackProvider(Optional.empty(), GLANCE, Parameters.NONE);
        }
        Parameters settings = ProviderDefinition.read(definition);
        long port = settings.whole("glance-port").orElse((long) GLANCE);
        Optional<String> host = settings.text("glance-host").filter(text -> !text.isBlank());
        if (port < 1
                || port > LARGEST_PORT
                || !host.orElse("a").matches("[A-Za-z0-9._:\\[\\]-]{1,255}")) {
            throw ProviderDefinition.wrong("has no usable glance-host and glance-port");
        }
        return new OpenStackProvider(host, (int) port, settings);
    }
}
