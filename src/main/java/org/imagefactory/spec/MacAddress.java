package org.imagefactory.spec;

import java.util.regex.Pattern;

/**
 * A hardware address of the installation machine.
 *
 * @param text six pairs of hexadecimal digits with colons; unicast
 */
public record MacAddress(String text) {

    private static final Pattern SYNTAX = Pattern.compile("[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}");

    /**
     * @throws IllegalArgumentException another form, or a multicast address
     */
    public MacAddress {
        if (!SYNTAX.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a MAC address such as 52:54:00:12:34:56".formatted(text));
        }
        if ((Integer.parseInt(text.substring(0, 2), 16) & 1) != 0) {
            throw new IllegalArgumentException(
                    "'%s' is a multicast address; the first pair must be even".formatted(text));
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
