package org.imagefactory.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The HTTP proxy that an installer fetches packages through. It is told to the installer on the
 * kernel's command line, which everything in the guest can read: there is no password in it.
 *
 * @param uri {@code http://HOST:PORT} or {@code http://HOST:PORT/}, as the user wrote it
 */
public record InstallerProxy(String uri) {

    /** What names the installation machine when it stands in the installer's configuration. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\..*|\\[::1]|0\\.0\\.0\\.0|\\[::]");

    /**
     * @throws IllegalArgumentException it is no such URI, has credentials, or cannot be reached
     */
    public static InstallerProxy parse(String text) {
        if (text.contains("@")) { // not told: it may be a password
            throw new IllegalArgumentException(
                    "a user name or password is not possible: the kernel's command line would show"
                            + " it; let the proxy know the build host by its address");
        }
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        boolean plain =
                "http".equalsIgnoreCase(uri.getScheme())
                        && uri.getHost() != null
                        && uri.getPort() > 0
                        && uri.getPort() <= 65_535
                        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                        && uri.getQuery() == null
                        && uri.getFragment() == null;
        if (!plain) {
            throw new IllegalArgumentException(wrong(text));
        }
        if (LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is the installation machine itself there: this host is 10.0.2.2"
                            .formatted(text));
        }
        return new InstallerProxy(text);
    }

    private static String wrong(String text) {
        return "'%s' is not http://HOST:PORT".formatted(text);
    }

    @Override
    public String toString() {
        return uri;
    }
}
