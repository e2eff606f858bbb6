package org.imagefactory.service.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.PrintableText;

/**
 * A request that has arrived as a whole.
 *
 * @param id of the client, or made here: what both sides call it in their logs
 * @param method such as GET, in capitals
 * @param scheme the one in use
 * @param host the field Host, or that of a request with a whole address; of an old client without
 *     one, the address that it reached
 * @param path with its escapes, as sent
 * @param decodedPath without them
 * @param query what follows the question mark, with its escapes; empty if nothing does
 * @param headers by lower-case names
 * @param remote the client's address
 * @param body empty where there is none
 */
public record ServiceRequest(
        String id,
        String method,
        String scheme,
        String host,
        String path,
        String decodedPath,
        String query,
        Map<String, List<String>> headers,
        String remote,
        RequestBody body) {

    public ServiceRequest {
        headers = Map.copyOf(headers);
    }

    /** All fields of a name. */
    public List<String> fields(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** The fields of a name as one, as HTTP defines it. */
    public Optional<String> header(String name) {
        List<String> all = fields(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", all));
    }

    /** The address without the query. */
    public String address() {
        return scheme + "://" + host + path;
    }

    /** For logs: no query, which may hold something secret, and no body. */
    @Override
    public String toString() {
        return "%s %s".formatted(method, PrintableText.of(path));
    }
}
