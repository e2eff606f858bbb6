package org.imagefactory.clouds.http;

import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status of HTTP
 * @param headers by lower-case name
 * @param body as text, which is cut if it is long
 */
public record WebAnswer(int status, Map<String, String> headers, String body) {

    public WebAnswer {
        headers = Map.copyOf(headers);
    }

    /** Whether the server did what it was asked for. */
    public boolean isGood() {
        return status / 100 == 2;
    }

    /**
     * @param name in lower case
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Without body and headers, which may hold secrets. */
    @Override
    public String toString() {
        return "HTTP " + status;
    }
}
