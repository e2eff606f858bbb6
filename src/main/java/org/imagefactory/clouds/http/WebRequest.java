package org.imagefactory.clouds.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.imagefactory.json.Json;

/**
 * What a server is asked.
 *
 * @param method of HTTP
 * @param address absolute
 * @param headers some of them secret
 * @param content what is sent along
 * @param isRepeatable whether doing it twice does no more than doing it once
 */
public record WebRequest(
        String method,
        String address,
        Map<String, String> headers,
        Optional<WebContent> content,
        boolean isRepeatable) {

    public WebRequest {
        headers = Map.copyOf(headers);
    }

    /** One that sends nothing. */
    public static WebRequest of(String method, String address) {
        return new WebRequest(
                method,
                address,
                Map.of(),
                Optional.empty(),
                !method.equals("POST") && !method.equals("PATCH"));
    }

    /** One that sends a document. */
    public static WebRequest of(String method, String address, Map<String, ?> json) {
        return of(method, address).sending("application/json", WebContent.of(Json.line(json)));
    }

    /** The same elsewhere. */
    public WebRequest at(String other) {
        return new WebRequest(method, other, headers, content, isRepeatable);
    }

    /** The same with content. */
    public WebRequest sending(String mediaType, WebContent sent) {
        return new WebRequest(method, address, headers, Optional.of(sent), isRepeatable)
                .with("Content-Type", mediaType);
    }

    /** The same with a form, as logins take it; names need no encoding. */
    public WebRequest sendingForm(Map<String, String> form) {
        String text =
                form.entrySet().stream()
                        .map(
                                each ->
                                        each.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return sending("application/x-www-form-urlencoded", WebContent.of(text));
    }

    /** The same with another header. */
    public WebRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebRequest(method, address, more, content, isRepeatable);
    }

    /** The same, where doing it twice does no more than doing it once. */
    public WebRequest repeatable() {
        return new WebRequest(method, address, headers, content, true);
    }

    /** Without headers and content, which may hold secrets; nor what follows in the address. */
    @Override
    public String toString() {
        return method + " " + address.replaceFirst("\\?.*", "");
    }
}
