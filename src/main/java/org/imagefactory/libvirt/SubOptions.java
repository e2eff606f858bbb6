package org.imagefactory.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Builds an option value of virt-install such as {@code path=/x,bus=virtio}. virt-install splits it
 * at commas the way Python's {@code shlex} does, with quotes and backslashes: so a value that holds
 * anything special is put between double quotes.
 */
final class SubOptions {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:./~-]+");

    private final List<String> parts = new ArrayList<>();

    SubOptions flag(String text) {
        parts.add(text);
        return this;
    }

    SubOptions with(String key, String value) {
        parts.add(key + "=" + quote(value));
        return this;
    }

    /** The value as one argument. */
    String text() {
        return String.join(",", parts);
    }

    /** One value, quoted where needed. */
    static String quote(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
