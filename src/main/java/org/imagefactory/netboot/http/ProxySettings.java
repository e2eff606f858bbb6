package org.imagefactory.netboot.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy variables of the environment, read as curl does: {@code http_proxy}, {@code
 * https_proxy}, {@code all_proxy}, {@code no_proxy}; lower case before upper case; an empty value
 * means no proxy. {@code HTTP_PROXY} counts too, except in a CGI program (one with {@code
 * REQUEST_METHOD}), where a client could set it by a header field "Proxy:".
 */
final class ProxySettings {

    private final Map<String, String> environment;
    private final NoProxy exceptions;

    ProxySettings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        exceptions = NoProxy.parse(variable("no_proxy").orElse(""));
    }

    /**
     * The proxy for a connection; empty for a direct one.
     *
     * @param scheme http or https
     * @throws IllegalArgumentException the variable that applies holds no proxy address
     */
    Optional<ProxyAddress> find(String scheme, String host, int port) {
        if (exceptions.matches(host, port)) {
            return Optional.empty();
        }
        return variable(scheme.toLowerCase(Locale.ROOT) + "_proxy")
                .or(() -> variable("all_proxy"))
                .filter(value -> !value.isEmpty())
                .map(ProxyAddress::parse);
    }

    private Optional<String> variable(String lowerCase) {
        String upperCase = lowerCase.toUpperCase(Locale.ROOT);
        boolean forged =
                upperCase.equals("HTTP_PROXY") && environment.containsKey("REQUEST_METHOD");
        return Optional.ofNullable(environment.get(lowerCase))
                .or(() -> Optional.ofNullable(forged ? null : environment.get(upperCase)))
                .map(String::strip);
    }
}
