package org.imagefactory.clouds.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.json.Json;

/**
 * What a server is asked.
 *
 * @param method of HTTP
 * @param address absolute
 * @param headers some of them secret
 * @param content what is sent along
 */
public record WebRequest(
        String method, String address, Map<String, String> headers, Optional<String> content) {

    public WebRequest {
        headers = Map.copyOf(headers);
    }

    /** One that sends nothing. */
    public static WebRequest of(String method, String address) {
        return new WebRequest(method, address, Map.of(), Optional.empty());
    }

    /** One that sends a document. */
    public static WebRequest of(String method, String address, Map<String, ?> json) {
        return new WebRequest(
                method,
                address,
                Map.of("Content-Type", "application/json"),
                Optional.of(Json.line(json)));
    }

    /** The same with another header. */
    public WebRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new WebRequest(method, address, more, content);
    }

    /** Whether doing it twice does no more than doing it once. */
    boolean isRepeatable() {
        return !method.equals("POST") && !method.equals("PATCH");
    }

    /** Without headers and content, which may hold secrets. */
    @Override
    public String toString() {
        return method + " " + address;
    }
}
