package org.imagefactory.spec;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the screen of the installation machine can be seen.
 *
 * @param host the address to listen on; empty for the hypervisor's default
 * @param display number of the display; it listens on port 5900 plus this
 */
public record VncDisplay(String host, int display) {

    private static final Pattern SYNTAX =
            Pattern.compile("(|[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):([0-9]{1,5})");
    private static final int FIRST_PORT = 5900;

    /**
     * @throws IllegalArgumentException not {@code HOST:N}, or the port would be above 65535
     */
    public static VncDisplay parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535 - FIRST_PORT) {
            throw new IllegalArgumentException(
                    "'%s' is not HOST:N with a display number N up to %d, such as localhost:0"
                            .formatted(text, 65535 - FIRST_PORT));
        }
        return new VncDisplay(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** The TCP port. */
    public int port() {
        return FIRST_PORT + display;
    }

    @Override
    public String toString() {
        return host + ":" + display;
    }
}
