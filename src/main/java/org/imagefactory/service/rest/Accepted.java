package org.imagefactory.service.rest;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.imagefactory.error.PrintableText;
import org.imagefactory.service.http.Fault;
import org.imagefactory.service.http.RequestException;

/** What kinds of answers a client says that it takes. */
final class Accepted {

    /** What may be asked for although the answer is something else: the answer to all is JSON. */
    private static final String JSON = "application/json";

    /** Of files of many kinds. */
    static final String ANY = "*/*";

    private Accepted() {}

    /**
     * @param produces the media types that the answer may have
     * @throws RequestException the client takes none of them, nor JSON
     */
    static void require(Optional<String> accept, List<String> produces) throws RequestException {
        if (accept.isEmpty() || accept.get().isBlank()) {
            return;
        }
        String field = accept.get().toLowerCase(Locale.ROOT);
        if (field.contains("*/*")
                || field.contains("application/*")
                || field.contains(JSON)
                || produces.stream().anyMatch(type -> takes(field, type))) {
            return;
        }
        throw new RequestException(
                Fault.NOT_ACCEPTABLE,
                "Responses in %s are currently unsupported."
                        .formatted(PrintableText.of(accept.get())),
                Map.of());
    }

    private static boolean takes(String field, String type) {
        return type.equals(ANY)
                || field.contains(type.replaceFirst("/.*", "/*"))
                || field.contains(type.replaceFirst(";.*", ""));
    }
}
