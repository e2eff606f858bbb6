package org.imagefactory.service.oauth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code Authorization: OAuth key="value", …} says.
 *
 * @param parameters decoded, in the order sent, without the realm
 */
record AuthorizationHeader(Map<String, String> parameters) {

    private static final String SCHEME = "oauth ";

    /**
     * @param fields the fields of that name
     * @throws UnauthorizedException there is none or more than one, or it is not well-formed
     */
    static AuthorizationHeader parse(List<String> fields) throws UnauthorizedException {
        List<String> ours = fields.stream().filter(AuthorizationHeader::isOurs).toList();
        if (ours.isEmpty()) {
            throw new UnauthorizedException("This request needs an OAuth 1.0 signature.");
        }
        if (fields.size() > 1) {
            throw new UnauthorizedException("More than one field Authorization was sent.");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String part : ours.get(0).substring(SCHEME.length()).split(",", -1)) {
            if (!part.isBlank()) {
                add(part.strip(), parameters);
            }
        }
        parameters.remove("realm");
        return new AuthorizationHeader(parameters);
    }

    private static boolean isOurs(String field) {
        return field.toLowerCase(Locale.ROOT).startsWith(SCHEME);
    }

    private static void add(String part, Map<String, String> parameters)
            throws UnauthorizedException {
        int equals = part.indexOf('=');
        if (equals < 1) {
            throw malformed();
        }
        String value = part.substring(equals + 1).strip();
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            throw malformed();
        }
        String name = Escapes.decode(part.substring(0, equals).strip(), false);
        String decoded = Escapes.decode(value.substring(1, value.length() - 1), false);
        if (parameters.put(name, decoded) != null) {
            throw new UnauthorizedException(
                    "The field Authorization has a parameter more than once.");
        }
    }

    private static UnauthorizedException malformed() {
        return new UnauthorizedException(
                "The field Authorization is not of the form OAuth name=\"value\", …");
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * @throws UnauthorizedException it is missing or empty
     */
    String required(String name) throws UnauthorizedException {
        return value(name)
                .filter(value -> !value.isEmpty())
                .orElseThrow(
                        () ->
                                new UnauthorizedException(
                                        "The OAuth parameter " + name + " is missing."));
    }

    /** All but the signature itself: what the signature is about. */
    List<Map.Entry<String, String>> signed() {
        List<Map.Entry<String, String>> signed = new ArrayList<>(parameters.entrySet());
        signed.removeIf(parameter -> parameter.getKey().equals("oauth_signature"));
        return signed;
    }
}
