package org.imagefactory.netboot.http;

import java.net.Proxy;
import java.util.Optional;
import okhttp3.Authenticator;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.imagefactory.error.HostException;
import org.imagefactory.http.FramingLimit;
import org.imagefactory.netboot.fetch.TransferLimits;

/** HTTP clients, directly or through the proxy that the environment names for a URL. */
final class HttpRoutes {

    private final OkHttpClient direct;
    private final ProxySettings proxies;
    private final TransferLimits limits;

    HttpRoutes(ProxySettings proxies, TransferLimits limits) {
        this.proxies = proxies;
        this.limits = limits;
        direct =
                FramingLimit.on(new OkHttpClient.Builder())
                        .proxy(Proxy.NO_PROXY) // not those of Java's system properties
                        .followRedirects(false)
                        .followSslRedirects(false)
                        .connectTimeout(limits.connect())
                        .readTimeout(limits.silence())
                        .writeTimeout(limits.silence())
                        .build();
    }

    TransferLimits limits() {
        return limits;
    }

    /** A client for a URL; all share their connections. */
    OkHttpClient client(HttpUrl url) throws HostException {
        Optional<ProxyAddress> proxy = proxy(url);
        return proxy.isPresent()
                ? direct.newBuilder()
                        .proxy(proxy.get().toProxy())
                        .proxyAuthenticator(authenticator(proxy.get()))
                        .build()
                : direct;
    }

    /** " through the proxy HOST:PORT" if there is one for the URL, else nothing; for messages. */
    String via(HttpUrl url) throws HostException {
        return proxy(url).map(proxy -> " (through the proxy " + proxy + ")").orElse("");
    }

    /** Closes connections that were kept open for another request. */
    void release() {
        direct.connectionPool().evictAll();
    }

    private Optional<ProxyAddress> proxy(HttpUrl url) throws HostException {
        try {
            return proxies.find(url.scheme(), url.host(), url.port());
        } catch (IllegalArgumentException e) {
            throw new HostException(
                    "cannot use the proxy that the environment names: " + e.getMessage(),
                    "set %s_proxy to http://HOST:PORT, or unset it".formatted(url.scheme()));
        }
    }

    /** Answers a 407 once; with the same header again, the credentials are wrong. */
    private static Authenticator authenticator(ProxyAddress proxy) {
        if (proxy.userInfo().isEmpty()) {
            return Authenticator.NONE;
        }
        String credentials = BasicCredentials.of(proxy.userInfo());
        return (route, response) ->
                credentials.equals(response.request().header("Proxy-Authorization"))
                        ? null
                        : response.request()
                                .newBuilder()
                                .header("Proxy-Authorization", credentials)
                                .build();
    }
}
