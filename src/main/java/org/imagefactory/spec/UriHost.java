package org.imagefactory.spec;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host of a URI, where Java's own class knows none: with an underscore, as in the networks of
 * containers, or with letters beyond ASCII, which go over the network in their ASCII form (RFC
 * 5890).
 */
final class UriHost {

    private static final Pattern AUTHORITY =
            Pattern.compile("(?<user>.*@)?(?<host>[^@:]+)(?<port>:[0-9]{1,5})?");

    private UriHost() {}

    /**
     * The URI with its host in ASCII.
     *
     * @throws IllegalArgumentException no host can have such a name
     */
    static String inAscii(String text) throws URISyntaxException {
        URI uri = new URI(text);
        String authority = uri.getRawAuthority();
        if (uri.getHost() != null || authority == null) {
            return text;
        }
        Matcher parts = AUTHORITY.matcher(authority);
        String host = parts.matches() ? ascii(parts.group("host")) : "";
        if (host.isEmpty() && text.indexOf('@') > text.indexOf(authority) + authority.length()) {
            throw new IllegalArgumentException(
                    "'%s' is not a URI: %s"
                            .formatted(MalformedUri.told(text), MalformedUri.ESCAPES));
        }
        if (host.isEmpty()) {
            String told = authority.substring(authority.lastIndexOf('@') + 1);
            throw new IllegalArgumentException("'%s' is no host".formatted(told));
        }
        String user = Optional.ofNullable(parts.group("user")).orElse("");
        String port = Optional.ofNullable(parts.group("port")).orElse("");
        int start = text.indexOf("//") + 2;
        return text.substring(0, start)
                + user
                + host
                + port
                + text.substring(start + authority.length());
    }

    /** Host and port of a URI in lower case, without credentials; empty if it has none. */
    static String server(URI uri) {
        String authority = Optional.ofNullable(uri.getRawAuthority()).orElse("");
        return authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static String ascii(String host) {
        try {
            String ascii = IDN.toASCII(host);
            return ascii.matches("[A-Za-z0-9._-]+") ? ascii : "";
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
