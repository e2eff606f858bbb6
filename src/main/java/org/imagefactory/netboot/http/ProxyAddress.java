package org.imagefactory.netboot.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.imagefactory.netboot.file.UserInfo;
import org.imagefactory.spec.MalformedUri;

/**
 * A proxy as the environment names it.
 *
 * @param type HTTP or SOCKS
 * @param host name or address
 * @param port from 1
 * @param userInfo {@code user:password} as in a URL; empty for none
 */
record ProxyAddress(Proxy.Type type, String host, int port, String userInfo) {

    /** curl's port for a proxy that names none. */
    private static final int DEFAULT_PORT = 1080;

    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?<scheme>[A-Za-z][A-Za-z0-9]*)://"
                            + "(?<authority>[^/?#:]+|\\[[^/]*\\])(?<port>:[0-9]+)?/?");

    /**
     * Reads {@code [SCHEME://][USER:PASSWORD@]HOST[:PORT][/]}; without a scheme it is an HTTP
     * proxy.
     *
     * @throws IllegalArgumentException another form; the message does not repeat credentials
     */
    static ProxyAddress parse(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        Matcher parts = ADDRESS.matcher(UserInfo.removed(full));
        Optional<HttpUrl> known =
                parts.matches()
                        ? Optional.ofNullable(
                                HttpUrl.parse("http://" + parts.group("authority") + port(parts)))
                        : Optional.empty();
        if (known.isEmpty()) {
            throw new IllegalArgumentException(
                    "'%s' is no proxy address".formatted(MalformedUri.told(text)));
        }
        Proxy.Type type =
                switch (parts.group("scheme").toLowerCase(Locale.ROOT)) {
                    case "http" -> Proxy.Type.HTTP;
                    case "socks", "socks4", "socks4a", "socks5", "socks5h" -> Proxy.Type.SOCKS;
                    default ->
                            throw new IllegalArgumentException(
                                    "'%s': only http and socks proxies are supported"
                                            .formatted(MalformedUri.told(text)));
                };
        int port = port(parts).isEmpty() ? DEFAULT_PORT : known.get().port();
        return new ProxyAddress(type, known.get().host(), port, UserInfo.of(full).orElse(""));
    }

    private static String port(Matcher parts) {
        return Optional.ofNullable(parts.group("port")).orElse("");
    }

    /** What the Java platform wants; the name is looked up only when it is used. */
    Proxy toProxy() {
        return new Proxy(type, InetSocketAddress.createUnresolved(host, port));
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
