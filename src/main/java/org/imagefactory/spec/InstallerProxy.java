package org.imagefactory.spec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTTP proxy that an installer fetches packages through. It is told to the installer on the
 * kernel's command line, which everything in the guest can read: there is no password in it.
 *
 * @param uri {@code http://HOST:PORT} or {@code http://HOST:PORT/}, the host in ASCII
 */
public record InstallerProxy(String uri) {

    /** What names the installation machine when it stands in the installer's configuration. */
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\..*|\\[::1]|0\\.0\\.0\\.0|\\[::]");

    private static final Pattern SERVER = Pattern.compile("(?<host>.+):(?<port>[0-9]{1,5})");

    /**
     * @throws IllegalArgumentException it is no such URI, has credentials, or cannot be reached
     */
    public static InstallerProxy parse(String text) {
        if (text.contains("@")) { // not told: it may be a password
            throw new IllegalArgumentException(
                    "a user name or password is not possible: the kernel's command line would show"
                            + " it; let the proxy know the build host by its address");
        }
        String ascii;
        URI uri;
        try {
            ascii = UriHost.inAscii(text);
            uri = new URI(ascii);
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        Matcher server = SERVER.matcher(UriHost.server(uri));
        boolean plain =
                "http".equalsIgnoreCase(uri.getScheme())
                        && server.matches()
                        && isPort(server.group("port"))
                        && (uri.getPath().isEmpty() || uri.getPath().equals("/"))
                        && uri.getQuery() == null
                        && uri.getFragment() == null;
        if (!plain) {
            throw new IllegalArgumentException(wrong(text));
        }
        if (LOOPBACK.matcher(server.group("host")).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is the installation machine itself there: this host is 10.0.2.2"
                            .formatted(text));
        }
        return new InstallerProxy(ascii);
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port > 0 && port <= 65_535;
    }

    private static String wrong(String text) {
        return "'%s' is not http://HOST:PORT".formatted(text);
    }

    @Override
    public String toString() {
        return uri;
    }
}
