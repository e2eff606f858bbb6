package org.imagefactory.netboot.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.imagefactory.netboot.file.UserInfo;

/**
 * A proxy as the environment names it.
 *
 * @param type HTTP or SOCKS
 * @param host name or address
 * @param port from 1
 * @param userInfo {@code user:password}, decoded; empty for none
 */
record ProxyAddress(Proxy.Type type, String host, int port, String userInfo) {

    /** curl's port for a proxy that names none. */
    private static final int DEFAULT_PORT = 1080;

    /**
     * Reads {@code [SCHEME://][USER:PASSWORD@]HOST[:PORT][/]}; without a scheme it is an HTTP
     * proxy.
     *
     * @throws IllegalArgumentException another form; the message does not repeat credentials
     */
    static ProxyAddress parse(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        String masked = UserInfo.masked(text);
        URI uri;
        try {
            uri = new URI(UserInfo.removed(full));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'%s' is no proxy address".formatted(masked));
        }
        String host = uri.getHost();
        if (host == null || uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("'%s' is no proxy address".formatted(masked));
        }
        Proxy.Type type =
                switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
                    case "http" -> Proxy.Type.HTTP;
                    case "socks", "socks4", "socks4a", "socks5", "socks5h" -> Proxy.Type.SOCKS;
                    default ->
                            throw new IllegalArgumentException(
                                    "'%s': only http and socks proxies are supported"
                                            .formatted(masked));
                };
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new ProxyAddress(type, host, port, decode(UserInfo.of(full).orElse("")));
    }

    /** What the Java platform wants; the name is looked up only when it is used. */
    Proxy toProxy() {
        return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
    }

    String user() {
        int colon = userInfo.indexOf(':');
        return colon < 0 ? userInfo : userInfo.substring(0, colon);
    }

    String password() {
        int colon = userInfo.indexOf(':');
        return colon < 0 ? "" : userInfo.substring(colon + 1);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** Percent-decoding that leaves a plus sign and a stray percent sign alone. */
    private static String decode(String userInfo) {
        try {
            return URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return userInfo;
        }
    }
}
