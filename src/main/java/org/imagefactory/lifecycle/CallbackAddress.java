package org.imagefactory.lifecycle;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody wants to be told of an image: an address of HTTP or HTTPS, or {@code debug} for
 * the log.
 *
 * @param text as it was given; may hold a password
 */
public record CallbackAddress(String text) {

    /** The parameter whose value is a list of them. */
    public static final String PARAMETER = "callbacks";

    private static final String LOG = "debug";
    private static final String HIDDEN = "REDACTED";
    private static final int LONGEST = 8192;
    private static final int LAST_PORT = 65_535;

    /** Empty for whatever is no such address. */
    public static Optional<CallbackAddress> parse(@Nullable Object value) {
        return value instanceof String text && (text.equals(LOG) || uri(text).isPresent())
                ? Optional.of(new CallbackAddress(text))
                : Optional.empty();
    }

    /** Those among the parameters of an image, each once; what is no address is left out. */
    public static List<CallbackAddress> in(Map<String, ? extends @Nullable Object> parameters) {
        List<CallbackAddress> addresses = new ArrayList<>();
        if (parameters.get(PARAMETER) instanceof List<?> list) {
            list.forEach(value -> parse(value).ifPresent(addresses::add));
        }
        return addresses.stream().distinct().toList();
    }

    /** Whether the parameters have a list of addresses and nothing else, or no list at all. */
    public static boolean areValid(Map<String, ? extends @Nullable Object> parameters) {
        Object value = parameters.get(PARAMETER);
        return value == null
                || (value instanceof List<?> list
                        && list.stream().allMatch(each -> parse(each).isPresent()));
    }

    /** Parameters as they may be shown: without the passwords of addresses. */
    public static Map<String, @Nullable Object> redacted(
            Map<String, ? extends @Nullable Object> parameters) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>(parameters);
        if (parameters.get(PARAMETER) instanceof List<?> list) {
            List<@Nullable Object> addresses = new ArrayList<>();
            list.forEach(
                    value ->
                            addresses.add(
                                    value instanceof String text
                                            ? new CallbackAddress(text).redacted()
                                            : value));
            shown.put(PARAMETER, addresses);
        }
        return shown;
    }

    /** Whether the log is meant. */
    public boolean isLog() {
        return text.equals(LOG);
    }

    /** As it may stand in a log: without the password, and without a query, which may be one. */
    public String logged() {
        return redacted().replaceFirst("[?#].*", "");
    }

    /** Without the password. */
    public String redacted() {
        int begin = text.indexOf("://") + 3;
        int end = userInfoEnd(begin);
        int colon = text.indexOf(':', begin);
        return begin < 3 || end < 0 || colon < 0 || colon > end
                ? text
                : text.substring(0, colon + 1) + HIDDEN + text.substring(end);
    }

    /** Where to send: the address without user and password. */
    public String address() {
        int begin = text.indexOf("://") + 3;
        int end = userInfoEnd(begin);
        return end < 0 ? text : text.substring(0, begin) + text.substring(end + 1);
    }

    /** User and password, decoded; empty without a user. */
    public Optional<Map.Entry<String, String>> user() {
        int begin = text.indexOf("://") + 3;
        int end = userInfoEnd(begin);
        if (end < 0) {
            return Optional.empty();
        }
        String[] parts = text.substring(begin, end).split(":", 2);
        return Optional.of(Map.entry(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : ""));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return redacted();
    }

    /** Where the @ is behind user and password; -1 without. */
    private int userInfoEnd(int begin) {
        int slash = begin;
        while (slash < text.length() && "/?#".indexOf(text.charAt(slash)) < 0) {
            slash++;
        }
        return text.substring(0, slash).lastIndexOf('@');
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            URI uri = new URI(text);
            boolean web =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            return web
                            && uri.getHost() != null
                            && uri.getPort() <= LAST_PORT
                            && text.length() <= LONGEST
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
