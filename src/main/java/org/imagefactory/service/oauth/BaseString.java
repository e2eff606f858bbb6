package org.imagefactory.service.oauth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The text that a signature is made of, by section 3.4.1 of RFC 5849. */
final class BaseString {

    private static final int MOST = 1000;

    private BaseString() {}

    /**
     * @param header the signed parameters of the field Authorization
     * @param queryTimes how often the parameters of the query count: once by the standard, twice as
     *     the old clients had to sign them
     */
    static String of(SignedRequest request, List<Map.Entry<String, String>> header, int queryTimes)
            throws UnauthorizedException {
        List<Map.Entry<String, String>> all = new ArrayList<>(header);
        List<Map.Entry<String, String>> query = parameters(request.query());
        for (int i = 0; i < queryTimes; i++) {
            all.addAll(query);
        }
        if (request.form().isPresent()) {
            all.addAll(parameters(request.form().get()));
        }
        return request.method().toUpperCase(Locale.ROOT)
                + "&"
                + Escapes.encode(address(request))
                + "&"
                + Escapes.encode(normalised(all));
    }

    private static String address(SignedRequest request) {
        String scheme = request.scheme().toLowerCase(Locale.ROOT);
        String host = request.host().toLowerCase(Locale.ROOT);
        String port = scheme.equals("https") ? ":443" : ":80";
        if (host.endsWith(port)) {
            host = host.substring(0, host.length() - port.length());
        }
        String path = request.path().isEmpty() ? "/" : request.path();
        return scheme + "://" + host + path;
    }

    /** The parameters of a query or a form, decoded; strangers may send as many as they like. */
    static List<Map.Entry<String, String>> parameters(String text) throws UnauthorizedException {
        if (text.chars().filter(character -> character == '&').limit(MOST).count() >= MOST) {
            throw new UnauthorizedException(
                    "The signed request has more than %d parameters.".formatted(MOST));
        }
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (String part : text.split("&", -1)) {
            if (!part.isEmpty()) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                String value = equals < 0 ? "" : part.substring(equals + 1);
                parameters.add(Map.entry(Escapes.decode(name, true), Escapes.decode(value, true)));
            }
        }
        return parameters;
    }

    private static String normalised(List<Map.Entry<String, String>> parameters) {
        return parameters.stream()
                .map(p -> Map.entry(Escapes.encode(p.getKey()), Escapes.encode(p.getValue())))
                .sorted(
                        Map.Entry.<String, String>comparingByKey()
                                .thenComparing(
                                        Map.Entry.comparingByValue(Comparator.naturalOrder())))
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining("&"));
    }
}
