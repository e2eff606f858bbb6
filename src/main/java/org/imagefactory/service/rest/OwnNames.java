package org.imagefactory.service.rest;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names by which a host can be asked for itself. Any other name may be one of a stranger, who has
 * it lead here so that a browser takes this service for a part of the stranger's site (DNS
 * rebinding).
 */
final class OwnNames {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9A-Fa-f:.%]+]");
    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    private OwnNames() {}

    /**
     * Whether a field Host has an address, a name that no stranger can register, or this one.
     *
     * @param host with its port, if any
     * @param own name of this host
     */
    static boolean has(String host, String own) {
        String name = PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        return ADDRESS.matcher(name).matches()
                || name.indexOf('.') < 0
                || name.endsWith(".localhost")
                || name.equalsIgnoreCase(own);
    }
}
